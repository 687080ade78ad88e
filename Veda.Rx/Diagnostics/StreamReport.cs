namespace Veda.Rx.Diagnostics;

/// <summary>One subscription of a stream that has not ended, or one call that waits for its result.</summary>
public sealed record StreamReport
{
    /// <summary>Its number in this report; 1 for the first.</summary>
    public int Number { get; init; }

    /// <summary>The ids of the threads that wait for it now, such as those in <c>Wait()</c> or <c>foreach</c>. They take part where there is something to do.</summary>
    public required IReadOnlyList<int> WaitingThreads { get; init; }

    /// <summary>Its parts: the one that gives the results first, then what that one reads from.</summary>
    public required IReadOnlyList<StreamPartReport> Parts { get; init; }

    /// <summary>A line for the stream and some for each part.</summary>
    /// <returns>The text.</returns>
    public override string ToString()
    {
        var waits = WaitingThreads.Count == 0 ? "" : $", thread {string.Join(" and ", WaitingThreads)} waits for it";
        return string.Join('\n', Parts.Select(part => $"{part}").Prepend($"  stream {Number}{waits}"));
    }
}

/// <summary>A part of a stream: a source, or what another part gives; the stages behind that; and where their results are put in order.</summary>
public sealed record StreamPartReport
{
    /// <summary>What it reads.</summary>
    public required string Source { get; init; }

    /// <summary>The scheduler that it runs on.</summary>
    public required string Scheduler { get; init; }

    /// <summary>How many elements it has taken from the source.</summary>
    public long Position { get; init; }

    /// <summary>How many batches these are.</summary>
    public long ClaimedBatches { get; init; }

    /// <summary>How many batches have been delivered.</summary>
    public long DeliveredBatches { get; init; }

    /// <summary>How many workers and waiting threads work on it.</summary>
    public int Running { get; init; }

    /// <summary>How many more wait for a worker.</summary>
    public int Queued { get; init; }

    /// <summary>What it does or waits for: each sentence by itself, what counts most first. At least one.</summary>
    public required IReadOnlyList<string> Waits { get; init; }

    /// <summary>The figures, then a line for each sentence.</summary>
    /// <returns>The text.</returns>
    public override string ToString()
    {
        var figures = $"    {Source} on {Scheduler}: at position {Words.Of(Position)}, batches: {Words.Of(ClaimedBatches)} claimed, {Words.Of(DeliveredBatches)} delivered; participants: {Running} running, {Queued} queued";
        return string.Join('\n', Waits.Select(wait => $"      - {wait}").Prepend(figures));
    }
}
