using System.Globalization;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace Veda.Rx.Testing;

/// <summary>How traces are written.</summary>
internal static class TraceJson
{
    public static readonly JsonSerializerOptions Options = new()
    {
        PropertyNamingPolicy = JsonNamingPolicy.CamelCase,
        DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    };

    /// <summary>A word as text: the numbers of JavaScript have 53 bits.</summary>
    public static string Word(ulong word) => word.ToString("x16", CultureInfo.InvariantCulture);

    public static ulong Word(string? text) =>
        ulong.TryParse(text, NumberStyles.HexNumber, CultureInfo.InvariantCulture, out var word) ? word : throw new JsonException($"'{text}' is no word of 16 hexadecimal digits.");

    /// <summary>Reads an array of arrays, each of which is an item.</summary>
    public static List<T> ReadRows<T>(ref Utf8JsonReader reader, Func<JsonElement, T> item)
    {
        using var rows = JsonDocument.ParseValue(ref reader);
        try
        {
            return [.. rows.RootElement.EnumerateArray().Select(item)];
        }
        catch (Exception error) when (error is InvalidOperationException or IndexOutOfRangeException or FormatException)
        {
            throw new JsonException(error.Message, error);
        }
    }
}

/// <summary>A choice is <c>[kind, id, arity, picked]</c>.</summary>
internal sealed class ChoicesConverter : JsonConverter<IReadOnlyList<Choice>>
{
    public override IReadOnlyList<Choice> Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) => TraceJson.ReadRows(ref reader, static row =>
        new Choice(Enum.TryParse<ChoiceKind>(row[0].GetString(), out var kind) ? kind : throw new JsonException($"'{row[0]}' is no kind of choice."),
            TraceJson.Word(row[1].GetString()), row[2].GetInt32(), row[3].GetInt32()));

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
}

/// <summary>An event is <c>[step, time, lane, operation, cause, picked]</c>.</summary>
internal sealed class EventsConverter : JsonConverter<IReadOnlyList<TraceEvent>>
{
    public override IReadOnlyList<TraceEvent> Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) => TraceJson.ReadRows(ref reader, static row =>
        new TraceEvent(row[0].GetInt32(), row[1].GetInt64(), row[2].GetInt32(), row[3].GetString() ?? "", row[4].GetInt32(), row[5].GetInt32()));

    public override void Write(Utf8JsonWriter writer, IReadOnlyList<TraceEvent> value, JsonSerializerOptions options)
    {
        writer.WriteStartArray();
        foreach (var step in value)
        {
            writer.WriteStartArray();
            writer.WriteNumberValue(step.Step);
            writer.WriteNumberValue(step.Time);
            writer.WriteNumberValue(step.Lane);
            writer.WriteStringValue(step.Operation);
            writer.WriteNumberValue(step.Cause);
            writer.WriteNumberValue(step.Picked);
            writer.WriteEndArray();
        }
        writer.WriteEndArray();
    }
}
