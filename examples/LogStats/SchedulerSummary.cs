namespace LogStats;

/// <summary>What a scheduler has measured and decided while somebody looked.</summary>
/// <param name="Workers">How many workers it allows at the end.</param>
/// <param name="Windows">In how many stretches of time it has measured its load.</param>
/// <param name="Busy">The part of the workers that were busy in them on average, from 0 to 1; callers that help count as workers, so it may be more.</param>
/// <param name="ProcessorsUsed">How many processors the process has used in them on average.</param>
/// <param name="ElementsPerSecond">What was finished in them.</param>
/// <param name="Batches">How many elements there were in a batch.</param>
/// <param name="Changes">How often the number of workers has changed.</param>
/// <param name="Latest">The last of these changes.</param>
internal sealed record SchedulerSummary(
    int Workers, int Windows, double Busy, double ProcessorsUsed, double ElementsPerSecond, BatchRange Batches, int Changes, IReadOnlyList<WorkerChange> Latest);

/// <summary>Another number of workers.</summary>
/// <param name="After">When, since the beginning.</param>
/// <param name="From">How many were allowed before.</param>
/// <param name="To">How many are allowed from then on.</param>
/// <param name="Batches">How many elements there were in a batch between the change before and this one.</param>
/// <param name="Reason">Why, in the scheduler's words.</param>
internal sealed record WorkerChange(TimeSpan After, int From, int To, BatchRange Batches, string Reason);

/// <summary>The smallest and the largest batch; none while both are 0.</summary>
internal readonly record struct BatchRange(int Fewest, int Most)
{
    public bool IsNone => Most == 0;

    public BatchRange With(int elements) => IsNone ? new(elements, elements) : new(Math.Min(Fewest, elements), Math.Max(Most, elements));
}
