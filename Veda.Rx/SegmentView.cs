namespace Veda.Rx;

/// <summary>What a segment looks like from outside while it goes on, for people: each figure is of a moment of its own.</summary>
internal sealed record SegmentView
{
    /// <summary>The type of what it reads.</summary>
    public required Type Source { get; init; }

    /// <summary>Which of several sources that is; null where there is one.</summary>
    public string? Side { get; init; }

    /// <summary>The scheduler's name.</summary>
    public required string Scheduler { get; init; }

    /// <summary>What streams use and the scheduler does not have.</summary>
    public required string[] Lacks { get; init; }

    /// <summary>Whether it has been begun.</summary>
    public bool HasBegun { get; init; }

    /// <summary>Whether the source has nothing more.</summary>
    public bool HasEnded { get; init; }

    /// <summary>How many source elements have been claimed.</summary>
    public long Position { get; init; }

    /// <summary>How many batches have been claimed.</summary>
    public long Claimed { get; init; }

    /// <summary>How many of these have been delivered.</summary>
    public long Delivered { get; init; }

    /// <summary>Participants that run.</summary>
    public int Running { get; init; }

    /// <summary>Participants that wait for a worker.</summary>
    public int Queued { get; init; }

    /// <summary>Lanes that wait for inner sequences.</summary>
    public int Asleep { get; init; }

    /// <summary>Whether so many batches are claimed and not delivered that no more may be.</summary>
    public bool IsFull { get; init; }

    /// <summary>Who takes the results.</summary>
    public required string Reader { get; init; }

    /// <summary>Whether the results are pulled by a caller.</summary>
    public bool IsPulled { get; init; }

    /// <summary>Whether results wait because who takes them has no room.</summary>
    public bool IsBlocked { get; init; }

    /// <summary>The id of the thread that closes the source now that the part is over; 0 for none.</summary>
    public int Closer { get; init; }

    /// <summary>Who reads from the source now; null for nobody.</summary>
    public LaneView? Claiming { get; init; }

    /// <summary>What is being delivered now; null for nothing. Its thread is the one that delivers.</summary>
    public LaneView? Delivering { get; init; }

    /// <summary>The batches that are being worked on, the first in order first.</summary>
    public required LaneView[] Advancing { get; init; }

    /// <summary>How long ago something was last claimed; null if that has not been, or is not measured.</summary>
    public TimeSpan? Arrived { get; init; }
}

/// <summary>A batch that somebody is at.</summary>
/// <param name="Number">The batch's number.</param>
/// <param name="First">The position of its first element.</param>
/// <param name="IsNext">Whether it is the one to be delivered next.</param>
/// <param name="Thread">The id of the thread.</param>
/// <param name="Elapsed">How long that thread has been at it, at the longest; null where nobody measures that.</param>
internal sealed record LaneView(long Number, long First, bool IsNext, int Thread, TimeSpan? Elapsed);
