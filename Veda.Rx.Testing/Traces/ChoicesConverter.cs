using System.Text.Json;
using System.Text.Json.Serialization;

namespace Veda.Rx.Testing;

/// <summary>A choice is <c>[kind, id, arity, picked]</c>.</summary>
internal sealed class ChoicesConverter : JsonConverter<IReadOnlyList<Choice>>
{
    public override IReadOnlyList<Choice> Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
        TraceJson.ReadRows(ref reader, "choice", 4, static row => new Choice(Kind(row[0].GetString()), TraceJson.Word(row[1].GetString()), row[2].GetInt32(), row[3].GetInt32()));

    public override void Write(Utf8JsonWriter writer, IReadOnlyList<Choice> value, JsonSerializerOptions options)
    {
        writer.WriteStartArray();
        foreach (var choice in value)
        {
            writer.WriteStartArray();
            writer.WriteStringValue(choice.Kind.ToString());
            writer.WriteStringValue(TraceJson.Word(choice.Id));
            writer.WriteNumberValue(choice.Arity);
            writer.WriteNumberValue(choice.Picked);
            writer.WriteEndArray();
        }
        writer.WriteEndArray();
    }

    /// <summary>By name only: <see cref="Enum.TryParse{TEnum}(string, out TEnum)"/> takes numbers and lists too.</summary>
    private static ChoiceKind Kind(string? name) =>
        Enum.TryParse<ChoiceKind>(name, out var kind) && kind.ToString() == name ? kind : throw new JsonException($"'{name}' is no kind of choice.");
}
