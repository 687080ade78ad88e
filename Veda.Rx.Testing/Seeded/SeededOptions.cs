using System.Text.Json.Serialization;

namespace Veda.Rx.Testing;

/// <summary>How a <see cref="SeededTestScheduler"/> behaves. Immutable; checked when a scheduler is made with it.</summary>
public sealed record SeededOptions
{
    /// <summary>How many actions may be under way at the same time for those that ask, such as a stream's participants. From 1 to 32,767. Default: 4.</summary>
    public int Workers { get; init; } = 4;

    /// <summary>How late an action may be, in ticks: none, half of it or all of it, by choice. From 0 to a day. Default: 0.</summary>
    public long Jitter { get; init; }

    /// <summary>After how many actions an execution is taken for one that does not end. From 1. Default: 1,000,000.</summary>
    public int MaxSteps { get; init; } = 1_000_000;

    /// <summary>Whether what work costs is left to choice, and with it batch sizes and the number of helpers. Otherwise every element costs 10 µs. Default: true.</summary>
    public bool VariesCosts { get; init; } = true;

    /// <summary>
    /// Whether a work item of the engine's runs on a simulated thread of its own that is interrupted between claiming a batch, computing it and passing it on, and at every
    /// <see cref="SimContext.Point"/> of a delegate. Otherwise it is one step, and batches are passed on in the order in which they were claimed. Default: false.
    /// </summary>
    public bool PreemptsWork { get; init; }

    /// <summary>
    /// Whether an observable that a stream reads, or a stream that an observer listens to, fails the execution when it breaks the Rx grammar: a call from another thread before one
    /// has returned, or anything behind the end. A stream itself puts up with that. Default: false.
    /// </summary>
    public bool WatchesEdges { get; init; }

    /// <summary>Whether steps are written down for <see cref="SeededTestScheduler.ToTrace"/>. Some 200 ns and 100 bytes a step. Default: false.</summary>
    public bool Records { get; init; }

    /// <summary>
    /// Whether what a simulated thread writes to a <see cref="SimVariable{T}"/> reaches the others some time later, as on x86. Otherwise it does so at once, in an order that all
    /// see (sequential consistency). Default: true.
    /// </summary>
    public bool DelaysStores { get; init; } = true;

    /// <summary>What becomes of a part of the execution that goes on, on a real thread. Default: <see cref="EscapePolicy.Fail"/>.</summary>
    public EscapePolicy Escapes { get; init; }

    /// <summary>So many looks in a row, four a second, a thread may sleep before it is taken to wait for something real: on a machine that has much else to do, one wakes late.</summary>
    internal int SleepingLooks { get; init; } = 12;

    /// <summary>Options in a trace's file that this version does not know; null if there are none.</summary>
    [JsonInclude, JsonExtensionData]
    internal UnknownFields? Unknown { get; init; }

    internal SeededOptions Validated()
    {
        OptionRange.Check(Workers is >= 1 and <= short.MaxValue, nameof(SeededOptions), nameof(Workers), Workers, "from 1 to 32,767");
        OptionRange.Check(Jitter is >= 0 and <= TimeSpan.TicksPerDay, nameof(SeededOptions), nameof(Jitter), Jitter, "from 0 to a day");
        OptionRange.Check(MaxSteps >= 1, nameof(SeededOptions), nameof(MaxSteps), MaxSteps, "from 1");
        OptionRange.Check(Enum.IsDefined(Escapes), nameof(SeededOptions), nameof(Escapes), Escapes, "a member of EscapePolicy");
        return this;
    }
}
