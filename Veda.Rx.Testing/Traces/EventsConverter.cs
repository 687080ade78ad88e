using System.Text.Json;
using System.Text.Json.Serialization;

namespace Veda.Rx.Testing;

/// <summary>An event is <c>[step, time, lane, operation, cause, picked]</c>.</summary>
internal sealed class EventsConverter : JsonConverter<IReadOnlyList<TraceEvent>>
{
    public override IReadOnlyList<TraceEvent> Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
        TraceJson.ReadRows(ref reader, "event", 6, static row =>
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
