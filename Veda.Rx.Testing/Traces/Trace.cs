using System.IO.Compression;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace Veda.Rx.Testing;

/// <summary>What an execution did, and the choices that make it do so again. Saved as JSON, version 1.</summary>
/// <remarks>
/// A file larger than a megabyte is compressed with gzip; <see cref="Load"/> tells by its first bytes. Fields that this version does not know are kept when a trace is saved again.
/// <para>A trace of real threads has events and no choices: it can be looked at and not repeated.</para>
/// </remarks>
public sealed record Trace
{
    /// <summary>The version that <see cref="Save"/> writes.</summary>
    public const int CurrentVersion = 1;

    internal const string FormatName = "veda-trace";
    internal const int StepsPerHash = 256;

    private const int PlainBytes = 1 << 20;

    /// <summary>The numbers of JavaScript, and of what else reads JSON, have 53 bits.</summary>
    private const JsonNumberHandling AsText = JsonNumberHandling.WriteAsString | JsonNumberHandling.AllowReadingFromString;

    /// <summary>What the file is.</summary>
    [JsonRequired]
    public string Format { get; init; } = FormatName;

    /// <summary>The version of the file's format.</summary>
    [JsonRequired]
    public int Version { get; init; } = CurrentVersion;

    /// <summary>The version of Veda.Rx.Testing that wrote it.</summary>
    public string Library { get; init; } = typeof(Trace).Assembly.GetName().Version?.ToString() ?? "";

    /// <summary>The runtime under which it was written.</summary>
    public string Runtime { get; init; } = System.Runtime.InteropServices.RuntimeInformation.FrameworkDescription;

    /// <summary>The test that the execution is of.</summary>
    public string Test { get; init; } = "";

    /// <summary>The seed of the exploration that found the execution.</summary>
    [JsonNumberHandling(AsText)]
    public ulong Seed { get; init; }

    /// <summary>Who chose.</summary>
    public string Strategy { get; init; } = "";

    /// <summary>How the scheduler behaved.</summary>
    public SeededOptions Scheduler { get; init; } = new();

    /// <summary>The choices, in order.</summary>
    [JsonConverter(typeof(ChoicesConverter))]
    public IReadOnlyList<Choice> Choices { get; init; } = [];

    /// <summary>Names of the lanes: one for each operation, thread, or chain of actions.</summary>
    public IReadOnlyList<string> Lanes { get; init; } = [];

    /// <summary>The steps, in order.</summary>
    [JsonConverter(typeof(EventsConverter))]
    public IReadOnlyList<TraceEvent> Events { get; init; } = [];

    /// <summary>A hash of all steps up to each 256th and the last.</summary>
    [JsonNumberHandling(AsText)]
    public IReadOnlyList<ulong> Hashes { get; init; } = [];

    /// <summary>What went wrong; null if nothing did.</summary>
    public string? Failure { get; init; }

    /// <summary>Fields of the file that this version does not know.</summary>
    [JsonExtensionData]
    public IDictionary<string, JsonElement> Unknown { get; init; } = new Dictionary<string, JsonElement>();

    /// <summary>The trace as JSON.</summary>
    public string ToJson() => JsonSerializer.Serialize(this, TraceJson.Options);

    /// <summary>A trace from JSON.</summary>
    /// <param name="json">What <see cref="ToJson"/> returned.</param>
    /// <exception cref="ArgumentNullException"><paramref name="json"/> is null.</exception>
    /// <exception cref="FormatException">It is no trace, or one of a newer version.</exception>
    public static Trace FromJson(string json)
    {
        ArgumentNullException.ThrowIfNull(json);
        return TraceJson.Read(json);
    }

    /// <summary>Writes the trace to a file, replacing one that is there.</summary>
    /// <param name="path">The file.</param>
    /// <exception cref="ArgumentException"><paramref name="path"/> is null or empty.</exception>
    /// <exception cref="IOException">It cannot be written.</exception>
    public void Save(string path)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        var bytes = JsonSerializer.SerializeToUtf8Bytes(this, TraceJson.Options);
        using var file = File.Create(path);
        if (bytes.Length <= PlainBytes)
        {
            file.Write(bytes);
            return;
        }
        using var packed = new GZipStream(file, CompressionLevel.Optimal);
        packed.Write(bytes);
    }

    /// <summary>Reads a trace from a file.</summary>
    /// <param name="path">The file.</param>
    /// <exception cref="ArgumentException"><paramref name="path"/> is null or empty.</exception>
    /// <exception cref="IOException">It cannot be read.</exception>
    /// <exception cref="FormatException">It is no trace, or one of a newer version.</exception>
    public static Trace Load(string path)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        using var file = File.OpenRead(path);
        var isPacked = file.ReadByte() == 0x1F && file.ReadByte() == 0x8B;
        file.Position = 0;
        using Stream plain = isPacked ? new GZipStream(file, CompressionMode.Decompress) : file;
        using var reader = new StreamReader(plain);
        try
        {
            return FromJson(reader.ReadToEnd());
        }
        catch (InvalidDataException error)
        {
            throw new FormatException($"This is no trace: it is compressed, and damaged. {error.Message}", error);
        }
    }

    /// <summary>Where two executions part.</summary>
    /// <param name="other">The other one.</param>
    /// <returns>The first step that differs, with both; null if all steps are the same.</returns>
    /// <exception cref="ArgumentNullException"><paramref name="other"/> is null.</exception>
    public TraceDifference? Diff(Trace other)
    {
        ArgumentNullException.ThrowIfNull(other);
        for (var i = 0; i < Math.Max(Events.Count, other.Events.Count); i++)
        {
            var (mine, theirs) = (At(i), other.At(i));
            if (mine != theirs)
                return new TraceDifference(i + 1, mine, theirs);
        }
        return null;
    }

    /// <summary>The last steps as text: a column for each lane, a line for each step; marked by » where it was not the usual one that came next.</summary>
    /// <param name="steps">How many at most. From 1.</param>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="steps"/> is less than 1.</exception>
    public string ToText(int steps = int.MaxValue)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(steps, 1);
        return LaneDiagram.Draw(this, steps);
    }

    /// <summary>The trace as one HTML page that needs nothing else: a column for each lane, a box for each step, an arrow from each step's cause.</summary>
    /// <remarks>Draws only the steps that are in view, so that a trace of thousands can be scrolled; needs JavaScript. The choices are not part of the page.</remarks>
    /// <example><code>
    /// File.WriteAllText("failure.html", result.Failure!.Trace.ToHtml());
    /// </code></example>
    public string ToHtml() => HtmlPage.Of(this);

    /// <summary>The trace as JSON for the trace viewers of Chrome and Perfetto: a thread for each lane, a slice for each step, a flow from each step's cause.</summary>
    /// <remarks>
    /// A step begins at its virtual time, or one microsecond behind the step before it if that is later, and lasts one microsecond: many steps come at the same virtual
    /// time, and each has a place of its own. While the clock stands still, the time axis counts steps. A step's arguments have its real number and time.
    /// </remarks>
    public string ToChromeTrace() => ChromeTrace.Of(this);

    /// <summary>A lane's name, also where a trace that was put together by hand has none.</summary>
    internal static string LaneName(IReadOnlyList<string> lanes, int lane) => (uint)lane < (uint)lanes.Count ? lanes[lane] : $"lane {lane}";

    /// <summary>A step for messages.</summary>
    internal static string Describe(TraceEvent step, IReadOnlyList<string> lanes) => $"{LaneName(lanes, step.Lane)}: {step.Operation} at {step.Time}";

    private string? At(int index) => index < Events.Count ? Describe(Events[index], Lanes) : null;
}
