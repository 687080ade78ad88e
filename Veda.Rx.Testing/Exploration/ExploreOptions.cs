namespace Veda.Rx.Testing;

/// <summary>How far to explore. Immutable; checked by the call that takes it.</summary>
public sealed record ExploreOptions
{
    /// <summary>How many executions at most. From 1. Default: 1,000.</summary>
    public int Executions { get; init; } = 1_000;

    /// <summary>How long at most, of real time; one execution there is always. Positive; null for no limit. Default: null.</summary>
    public TimeSpan? Time { get; init; }

    /// <summary>After how many executions in a row that were all seen before the search ends. From 1. Default: without limit.</summary>
    public int Patience { get; init; } = int.MaxValue;

    /// <summary>Decides all executions. Default: 1, or what the environment variable <c>VEDA_SEED</c> says.</summary>
    public ulong Seed { get; init; } = 1;

    /// <summary>How executions are chosen, in turn. At least one. Default: all strategies.</summary>
    public IReadOnlyList<Strategy> Strategies { get; init; } = Enum.GetValues<Strategy>();

    /// <summary>How executions behave. Default: up to 100,000 steps, with workers that are interrupted, and with edges that are watched.</summary>
    public SeededOptions Scheduler { get; init; } = new() { MaxSteps = 100_000, PreemptsWork = true, WatchesEdges = true };

    /// <summary>How many executions may be spent on making a failure shorter. From 0. Default: 1,000.</summary>
    public int ShrinkExecutions { get; init; } = 1_000;

    /// <summary>
    /// Whether <see cref="Explore.Exhaust"/> leaves out executions that differ from others only in the order of steps that touch different things. Only for bodies whose
    /// threads share nothing but what their points declare.
    /// </summary>
    internal bool Reduces { get; init; }

#pragma warning disable RS0030 // real time limits the search, and only that
    /// <summary>The clock for <see cref="Time"/>. Default: the system's.</summary>
    public TimeProvider TimeProvider { get; init; } = TimeProvider.System;
#pragma warning restore RS0030

    /// <summary>The strategies but exhaustion, which builds each execution on the one before.</summary>
    internal IReadOnlyList<Strategy> WithoutExhaustion() => [.. Strategies.Where(strategy => strategy != Strategy.Exhaustion).DefaultIfEmpty(Strategy.RandomWalk)];

    internal ExploreOptions Validated()
    {
        Check(Executions >= 1, nameof(Executions), Executions, "from 1");
        Check(Time is null || Time > TimeSpan.Zero, nameof(Time), Time ?? TimeSpan.Zero, "positive, or null");
        Check(Patience >= 1, nameof(Patience), Patience, "from 1");
        ArgumentNullException.ThrowIfNull(Strategies);
        Check(Strategies.Count > 0, nameof(Strategies), "empty", "at least one");
        Check(Strategies.All(Enum.IsDefined), nameof(Strategies), string.Join(", ", Strategies), "members of Strategy");
        ArgumentNullException.ThrowIfNull(Scheduler);
        Scheduler.Validated();
        Check(ShrinkExecutions >= 0, nameof(ShrinkExecutions), ShrinkExecutions, "from 0");
        ArgumentNullException.ThrowIfNull(TimeProvider);
        return Repetition.Seed is { } seed ? this with { Seed = seed } : this;
    }

    private static void Check(bool holds, string name, object value, string allowed) => OptionRange.Check(holds, nameof(ExploreOptions), name, value, allowed);
}
