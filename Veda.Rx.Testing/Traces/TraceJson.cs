using System.Globalization;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace Veda.Rx.Testing;

/// <summary>How traces are written and read.</summary>
internal static class TraceJson
{
    public static readonly JsonSerializerOptions Options = new()
    {
        PropertyNamingPolicy = JsonNamingPolicy.CamelCase,
        DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    };

    /// <summary>Reads a trace.</summary>
    /// <exception cref="FormatException">It is none, or one of a newer version.</exception>
    public static Trace Read(string json)
    {
        try
        {
            using var document = JsonDocument.Parse(json);
            CheckHeader(document.RootElement);
            var trace = document.Deserialize<Trace>(Options)!;
            CheckContent(trace);
            return trace;
        }
        // An ArgumentException is what text with half a surrogate pair is, and an option that is out of its range.
        catch (Exception error) when (error is JsonException or ArgumentException)
        {
            throw new FormatException($"This is no trace: {error.Message}", error);
        }
    }

    /// <summary>A word as text of 16 hexadecimal digits.</summary>
    public static string Word(ulong word) => word.ToString("x16", CultureInfo.InvariantCulture);

    public static ulong Word(string? text) =>
        ulong.TryParse(text, NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out var word) ? word : throw new JsonException($"'{text}' is no word of 16 hexadecimal digits.");

    /// <summary>Reads an array of arrays, each of which is an item.</summary>
    /// <param name="reader">Stands at the array.</param>
    /// <param name="name">Of an item, for messages.</param>
    /// <param name="fields">How many an item has; more are passed over.</param>
    /// <param name="item">Makes an item.</param>
    public static List<T> ReadRows<T>(ref Utf8JsonReader reader, string name, int fields, Func<JsonElement, T> item)
    {
        using var rows = JsonDocument.ParseValue(ref reader);
        if (rows.RootElement.ValueKind != JsonValueKind.Array)
            throw new JsonException($"Instead of an array with each {name} there is {rows.RootElement.ValueKind}.");
        var items = new List<T>(rows.RootElement.GetArrayLength());
        foreach (var row in rows.RootElement.EnumerateArray())
        {
            if (row.ValueKind != JsonValueKind.Array || row.GetArrayLength() < fields)
                throw new JsonException($"The {name} {items.Count + 1} is no array of {fields} fields.");
            try
            {
                items.Add(item(row));
            }
            catch (Exception error) when (error is InvalidOperationException or FormatException or JsonException)
            {
                throw new JsonException($"The {name} {items.Count + 1} is not right: {error.Message}", error);
            }
        }
        return items;
    }

    /// <summary>First of all, since the rest of a newer version may be anything.</summary>
    private static void CheckHeader(JsonElement root)
    {
        if (root.ValueKind != JsonValueKind.Object)
            throw new JsonException($"it is no object but {root.ValueKind}.");
        var format = root.TryGetProperty("format", out var named) ? named.ToString() : null;
        if (format != Trace.FormatName)
            throw new JsonException($"its format is {(format is null ? "not named" : $"'{format}'")}; it should be '{Trace.FormatName}'.");
        if (!root.TryGetProperty("version", out var number) || number.ValueKind != JsonValueKind.Number || !number.TryGetInt32(out var version) || version < 1)
            throw new JsonException("it has no version, which is a number from 1.");
        if (version > Trace.CurrentVersion)
            throw new FormatException($"The trace has version {version}; this library reads 1 to {Trace.CurrentVersion}.");
    }

    private static void CheckContent(Trace trace)
    {
        if (trace.Library is null || trace.Runtime is null || trace.Test is null || trace.Strategy is null || trace.Scheduler is null
            || trace.Choices is null || trace.Lanes is null || trace.Lanes.Contains(null!) || trace.Events is null || trace.Hashes is null)
            throw new JsonException("a field is null, and only the failure may be.");
        trace.Scheduler.Validated();
        foreach (var (i, choice) in trace.Choices.Index())
        {
            if (choice.Arity < 2 || (uint)choice.Picked >= (uint)choice.Arity)
                throw new JsonException($"choice {i + 1} picks {choice.Picked} of {choice.Arity}; there are at least 2, and they are counted from 0.");
        }
        foreach (var (i, step) in trace.Events.Index())
        {
            if (step.Step != i + 1)
                throw new JsonException($"event {i + 1} says that it is step {step.Step}.");
            if ((uint)step.Lane >= (uint)trace.Lanes.Count)
                throw new JsonException($"event {i + 1} is on lane {step.Lane}, and there are {trace.Lanes.Count}, counted from 0.");
            if (step.Cause < 0 || step.Cause >= step.Step || step.Picked < 0)
                throw new JsonException($"event {i + 1} has cause {step.Cause} and pick {step.Picked}; a cause is an earlier step or 0, a pick is not negative.");
        }
    }
}
