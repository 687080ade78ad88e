using System.Text.Json;
using System.Text.Json.Serialization;

namespace Veda.Rx.Benchmarks.Harness;

/// <summary>The one JSON dialect of the results: snake_case names, roles in lower case.</summary>
internal static class Json
{
    private static readonly JsonSerializerOptions s_options = new()
    {
        PropertyNamingPolicy = JsonNamingPolicy.SnakeCaseLower,
        Converters = { new JsonStringEnumConverter(JsonNamingPolicy.SnakeCaseLower) },
        WriteIndented = true,
    };

    public static void Write<T>(string file, T value) => File.WriteAllText(file, JsonSerializer.Serialize(value, s_options));

    public static T Read<T>(string file) =>
        JsonSerializer.Deserialize<T>(File.ReadAllText(file), s_options) ?? throw new JsonException($"{file} holds null");
}
