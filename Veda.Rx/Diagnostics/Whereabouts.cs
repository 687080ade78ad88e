namespace Veda.Rx.Diagnostics;

/// <summary>Says in words what a part of a stream does or waits for.</summary>
/// <param name="scheduler">The runtime's scheduler.</param>
/// <param name="waits">Which threads wait for which stream of the report.</param>
internal sealed class Whereabouts(SchedulerReport scheduler, IReadOnlyList<(int Thread, int Stream)> waits)
{
    /// <summary>The sentences, what counts most first; at least one.</summary>
    /// <param name="part">The part.</param>
    /// <param name="stream">The stream's number.</param>
    public IReadOnlyList<string> Of(SegmentView part, int stream)
    {
        List<string> sentences = [.. Sentences(part)];
        if (sentences.Count == 0)
            sentences.Add(Idle(part));
        int[] busy = [.. Busy(part).Distinct()];
        sentences.AddRange(busy.SelectMany(thread => WaitsThere(thread, stream)));
        foreach (var waiter in waits.Where(wait => wait.Stream == stream && busy.Length > 0 && !busy.Contains(wait.Thread)).Select(wait => wait.Thread))
            sentences.Add($"{Who(waiter)} waits for the result: if what {Who(busy[0])} runs needs a lock that {Who(waiter)} holds, neither goes on");
        return sentences;
    }

    private IEnumerable<string> Sentences(SegmentView part)
    {
        if (part.Closer > 0)
        {
            yield return $"is over, but its source ({Words.Of(part.Source)}) is still being closed: {Who(part.Closer)} is at it";
            yield break;
        }
        if (part.IsBlocked)
        {
            yield return part.IsPulled
                ? "waits for a caller to read: results are ready, and there is no room for more until some are read"
                : $"{part.Reader} has no room: results are ready and wait for it";
        }
        if (part.Delivering is { } delivering)
            yield return $"{part.Reader} has not returned: {Who(delivering.Thread)} is delivering batch {Words.Of(delivering.Number)}{Since(delivering)}";
        var full = part.IsFull ? "the reorder window is full: " : "";
        if (part.Advancing is [var first, ..])
        {
            var others = part.Advancing.Length == 1 ? "" : $"; others in work: {part.Advancing.Length - 1}";
            yield return $"{full}batch {Words.Of(first.Number)}, at position {Words.Of(first.First)}, is not finished: {Who(first.Thread)} has been in it{Since(first)}{others}";
        }
        if (part.Claiming is { } claiming)
            yield return $"its source ({Source(part)}) has not returned: {Who(claiming.Thread)} has been reading from it{Since(claiming)}";
        if (part.Asleep > 0)
            yield return $"{full}{Words.Count(part.Asleep, "lane")} wait{(part.Asleep == 1 ? "s" : "")} for inner sequences that have nothing at present";
        if (part.Queued > 0 && part.Running == 0)
            yield return Queued();
    }

    private string Queued() => scheduler.BusyWorkers >= scheduler.AllowedWorkers
        ? $"waits for a worker: all {scheduler.AllowedWorkers} that may run are busy with something else"
        : "waits for a worker, which is on its way";

    private static string Idle(SegmentView part)
    {
        if (!part.HasBegun)
            return "has not begun: something before it has to end first, or is just beginning";
        if (part.HasEnded)
            return "its source has ended, and what is left is being finished";
        if (part.IsFull)
            return "the reorder window is full, and what is next is just being delivered";
        var since = part.Arrived is { } arrived ? $"nothing has arrived for {Words.Of(arrived)}" : part.Claimed > 0 ? "nothing has arrived since" : "nothing has arrived yet";
        return $"waits for its source ({Source(part)}): {since}";
    }

    private static string Source(SegmentView part) => part.Side is { } side ? $"the {side} of {Words.Of(part.Source)}" : Words.Of(part.Source);

    /// <summary>Threads that are in the part's code, or in what it calls.</summary>
    private static IEnumerable<int> Busy(SegmentView part)
    {
        if (part.Closer > 0)
            yield return part.Closer;
        foreach (var lane in part.Advancing)
            yield return lane.Thread;
        if (part.Delivering is { } delivering)
            yield return delivering.Thread;
        if (part.Claiming is { } claiming)
            yield return claiming.Thread;
    }

    private IEnumerable<string> WaitsThere(int thread, int stream) =>
        waits.Where(wait => wait.Thread == thread && wait.Stream != stream).Take(1).Select(wait => $"there {Who(thread)} waits for stream {wait.Stream}");

    private string Who(int thread) => WorkerOf(thread) is { } worker ? $"worker {worker.Number}" : $"thread {thread}";

    private string Since(LaneView lane) => (lane.Elapsed ?? WorkerOf(lane.Thread)?.Elapsed) is { } elapsed ? $" for at most {Words.Of(elapsed)}" : "";

    private WorkerReport? WorkerOf(int thread) => scheduler.Workers.FirstOrDefault(worker => worker.ThreadId == thread);
}
