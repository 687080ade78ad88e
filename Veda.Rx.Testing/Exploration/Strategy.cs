namespace Veda.Rx.Testing;

/// <summary>How executions are chosen.</summary>
public enum Strategy
{
    /// <summary>Every choice by chance.</summary>
    RandomWalk,

    /// <summary>By chance, in proportion to what each chain has left to do.</summary>
    UniformWalk,

    /// <summary>PCT: random priorities, changed at 0 to 4 random moments.</summary>
    Priorities,

    /// <summary>Partial order sampling: random priorities of single steps, changed where they race.</summary>
    PartialOrder,

    /// <summary>The usual order but for 1 to 3 random moments.</summary>
    Delays,

    /// <summary>One after the other all executions with no preemption, then with one, and so on.</summary>
    Exhaustion,
}
