using Veda.Rx.WorkStealing;

namespace Veda.Rx.Diagnostics;

/// <summary>What one worker does.</summary>
public sealed record WorkerReport
{
    /// <summary>Its number; 1 for the first.</summary>
    public int Number { get; init; }

    /// <summary>The id of its thread.</summary>
    public int ThreadId { get; init; }

    /// <summary>Whether it runs something, or is blocked in the middle of that.</summary>
    public bool IsBusy { get; init; }

    /// <summary>Whether what it runs waits for a stream, or for room, in a way that the scheduler knows of: then another worker may run in its place.</summary>
    public bool IsBlocked { get; init; }

    /// <summary>
    /// For how long it has been in its present piece of work at the longest; null where it runs nothing. Exact for batches of streams; plain actions are looked at once in 16, or when one begins after a search.
    /// </summary>
    public TimeSpan? Elapsed { get; init; }

    /// <summary>How many actions and elements of streams it has done.</summary>
    public long Completed { get; init; }

    /// <summary>What it does, as a sentence.</summary>
    /// <returns>The text.</returns>
    public override string ToString()
    {
        var doing = Elapsed is not { } elapsed ? "has nothing to do"
            : $"{(IsBlocked ? "waits inside its present piece of work, which it has been in" : "has been in its present piece of work")} for at most {Words.Of(elapsed)}";
        return $"worker {Number} (thread {ThreadId}) {doing}; done: {Words.Of(Completed)}";
    }

    internal static WorkerReport Of(Worker worker, TimeProvider time)
    {
        var busy = worker.Activity == WorkerActivity.Running;
        return new()
        {
            Number = worker.Number,
            ThreadId = worker.ThreadId,
            IsBusy = busy,
            IsBlocked = worker.IsBlocked,
            Elapsed = busy ? time.GetElapsedTime(worker.Sign) : null,
            Completed = worker.Completed,
        };
    }
}
