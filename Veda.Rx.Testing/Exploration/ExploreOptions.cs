namespace Veda.Rx.Testing;

/// <summary>How far to explore. Immutable; checked by the call that takes it.</summary>
public sealed record ExploreOptions
{
    /// <summary>How many executions at most. From 1. Default: 1,000.</summary>
    public int Executions { get; init; } = 1_000;

    /// <summary>Decides all executions. Default: 1.</summary>
    public ulong Seed { get; init; } = 1;

    /// <summary>After how many actions an execution is taken for one that does not end. From 1. Default: 100,000.</summary>
    public int MaxSteps { get; init; } = 100_000;

    /// <summary>How many executions may be spent on making a failure shorter. From 0. Default: 1,000.</summary>
    public int ShrinkExecutions { get; init; } = 1_000;

    internal ExploreOptions Validated()
    {
        OptionRange.Check(Executions >= 1, nameof(ExploreOptions), nameof(Executions), Executions, "from 1");
        OptionRange.Check(MaxSteps >= 1, nameof(ExploreOptions), nameof(MaxSteps), MaxSteps, "from 1");
        OptionRange.Check(ShrinkExecutions >= 0, nameof(ExploreOptions), nameof(ShrinkExecutions), ShrinkExecutions, "from 0");
        return this;
    }
}
