namespace Veda.Rx;

/// <summary>What a scheduler has measured in one window of time.</summary>
public readonly record struct LoadStatistics
{
    /// <summary>How long the window was: <see cref="VedaOptions.AdaptationInterval"/>, or longer where little was finished in it, or no processor time was added to what the process has used: up to ten times as long.</summary>
    public required TimeSpan Window { get; init; }

    /// <summary>How many workers were allowed to run at the same time.</summary>
    public required int Workers { get; init; }

    /// <summary>The fewest there may be: <see cref="VedaOptions.MinWorkers"/>.</summary>
    public required int MinWorkers { get; init; }

    /// <summary>The most there may be: <see cref="VedaOptions.MaxWorkers"/>.</summary>
    public required int MaxWorkers { get; init; }

    /// <summary>The processors that the process may use, a container's limit included.</summary>
    public required int Processors { get; init; }

    /// <summary>How many threads were at work at the same time, on average: workers and callers that take part while they wait. Those that wait inside Veda do not count.</summary>
    public required double Busy { get; init; }

    /// <summary>How many processors the whole process has kept busy, on average: its processor time by the window. Far less than <see cref="Busy"/> where work waits for locks, disks or networks.</summary>
    public required double ProcessorsUsed { get; init; }

    /// <summary>How many workers waited inside Veda at the end, for a stream or for room; others may run in their place.</summary>
    public required int Blocked { get; init; }

    /// <summary>Whether actions waited for a worker at the end.</summary>
    public required bool HasQueue { get; init; }

    /// <summary>How many elements of streams, and other scheduled actions, were finished.</summary>
    public required long Completed { get; init; }

    /// <summary><see cref="Completed"/> a second.</summary>
    public double Throughput => Window > TimeSpan.Zero ? Completed / Window.TotalSeconds : 0;

    /// <summary>Whether as many were busy as were allowed to be, or nearly.</summary>
    public bool IsFull => Busy >= 0.9 * Workers;

    /// <summary>Whether hardly any processor time was left to use.</summary>
    public bool IsSaturated => ProcessorsUsed >= 0.88 * Processors;
}
