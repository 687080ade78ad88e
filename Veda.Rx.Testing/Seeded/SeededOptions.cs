namespace Veda.Rx.Testing;

/// <summary>How a <see cref="SeededTestScheduler"/> behaves. Immutable; checked when a scheduler is made with it.</summary>
public sealed record SeededOptions
{
    /// <summary>How many actions may be under way at the same time for those that ask, such as a stream's participants. From 1 to 32,767. Default: 4.</summary>
    public int Workers { get; init; } = 4;

    /// <summary>How late an action may be, in ticks: none, half of it or all of it, by choice. From 0. Default: 0.</summary>
    public long Jitter { get; init; }

    /// <summary>After how many actions an execution is taken for one that does not end. From 1. Default: 1,000,000.</summary>
    public int MaxSteps { get; init; } = 1_000_000;

    /// <summary>Whether what work costs is left to choice, and with it batch sizes and the number of helpers. Otherwise every element costs 10 µs. Default: true.</summary>
    public bool VariesCosts { get; init; } = true;

    internal SeededOptions Validated()
    {
        Check(Workers is >= 1 and <= short.MaxValue, nameof(Workers), Workers, "from 1 to 32,767");
        Check(Jitter >= 0, nameof(Jitter), Jitter, "from 0");
        Check(MaxSteps >= 1, nameof(MaxSteps), MaxSteps, "from 1");
        return this;
    }

    private static void Check(bool holds, string name, object value, string allowed)
    {
        if (!holds)
            throw new ArgumentOutOfRangeException(name, value, $"{nameof(SeededOptions)}.{name} is {value}; allowed: {allowed}.");
    }
}
