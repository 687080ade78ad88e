using System.Text.Json;

namespace LogStats;

/// <summary>The last field of a report for programs: what the scheduler has decided; null where none took part. Unlike the rest it differs from run to run.</summary>
internal static class SchedulerJson
{
    public static void Write(Utf8JsonWriter json, SchedulerSummary? summary)
    {
        if (summary is null)
        {
            json.WriteNull("scheduler");
            return;
        }

        json.WriteStartObject("scheduler");
        json.WriteNumber("workers", summary.Workers);
        json.WriteNumber("windows", summary.Windows);
        json.WriteNumber("busy", Math.Round(summary.Busy, 3));
        json.WriteNumber("processors_used", Math.Round(summary.ProcessorsUsed, 3));
        json.WriteNumber("elements_per_second", Math.Round(summary.ElementsPerSecond));
        WriteBatches(json, summary.Batches);
        json.WriteNumber("changes", summary.Changes);
        json.WriteStartArray("latest_changes");
        foreach (var change in summary.Latest)
            WriteChange(json, change);
        json.WriteEndArray();
        json.WriteEndObject();
    }

    private static void WriteChange(Utf8JsonWriter json, WorkerChange change)
    {
        json.WriteStartObject();
        json.WriteNumber("seconds", Math.Round(change.After.TotalSeconds, 6));
        json.WriteNumber("from", change.From);
        json.WriteNumber("to", change.To);
        WriteBatches(json, change.Batches);
        json.WriteString("reason", change.Reason);
        json.WriteEndObject();
    }

    private static void WriteBatches(Utf8JsonWriter json, BatchRange batches)
    {
        if (batches.IsNone)
        {
            json.WriteNull("batch");
            return;
        }

        json.WriteStartObject("batch");
        json.WriteNumber("min", batches.Fewest);
        json.WriteNumber("max", batches.Most);
        json.WriteEndObject();
    }
}
