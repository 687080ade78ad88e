using System.Reactive.Concurrency;
using Veda.Rx.Internal;
using Xunit;

namespace Veda.Rx.Tests.Equivalence;

/// <summary>A generated pipeline: source, up to four steps, a terminal, and how it runs.</summary>
internal sealed record Pipeline<T>
{
    public required Source<T> Source { get; init; }

    public required int Count { get; init; }

    public required Failure? Failure { get; init; }

    public required Step<T>[] Steps { get; init; }

    public required Terminal<T> Terminal { get; init; }

    /// <summary>Where in the run something happens that is not the pipeline's doing: a cancellation, a disposal.</summary>
    public required int Point { get; init; }

    public required int MinBatch { get; init; }

    public required int MaxBatch { get; init; }

    public required int Parallelism { get; init; }

    public required bool Ordered { get; init; }

    public required Worker Worker { get; init; }

    /// <summary>What LINQ makes of it.</summary>
    public IEnumerable<T> Linq() => Linq(Source.Linq(Count, Failure), step => step.Linq);

    /// <summary>
    /// Whether so many elements leave its source and its stages, all together. Steps multiply: behind one that makes all
    /// elements equal, what was to become of one of them becomes of every one.
    /// </summary>
    public bool IsLongerThan(int limit)
    {
        var passed = 0;
        var sequence = Steps.Aggregate(Counted(Source.Linq(Count, Failure)), (sequence, step) => Counted(step.Linq(sequence)));
        try
        {
            return sequence.Any(_ => passed > limit) || passed > limit;
        }
        catch (Exception error) when (Errors.Contains(Outcome.Describe(error)))
        {
            return passed > limit;
        }

        IEnumerable<T> Counted(IEnumerable<T> elements)
        {
            foreach (var element in elements)
            {
                passed++;
                yield return element;
            }
        }
    }

    /// <summary>The stream on a scheduler, with its buffers from a pool of the test's.</summary>
    /// <param name="scheduler">Where it runs.</param>
    /// <param name="buffers">Where it leases its buffers.</param>
    /// <param name="edge">What to put between the stages.</param>
    public VedaStream<T> On(IScheduler scheduler, BufferPool buffers, Func<VedaStream<T>, VedaStream<T>>? edge = null)
    {
        edge ??= stream => stream;
        return Steps.Aggregate(edge(Start(scheduler, buffers)), (stream, step) => edge(step.Veda(stream)));
    }

    /// <summary>The same pipeline, in which a stage calls something at <see cref="Point"/>.</summary>
    public Pipeline<T> Calling(Action what)
    {
        var index = Point % (Steps.Length + 1);
        return this with { Steps = [.. Steps[..index], Step<T>.Calling(Point + 1, what), .. Steps[index..]] };
    }

    /// <summary>Asserts that the stream has shown what LINQ shows, as far as its order allows.</summary>
    public void AssertSame(Outcome<T> expected, Outcome<T> actual)
    {
        if (Ordered)
            Assert.Equal(expected, actual);
        else if (!NeedsOrder && expected.End == Outcome.Completed)
            Assert.Equal(expected.AsMultiset(), actual.AsMultiset());
        else
        {
            AssertIn(NeedsOrder ? [Outcome.Completed, .. Errors] : Errors, actual.End);
            AssertWithin(actual.Elements);
        }
    }

    /// <summary>Asserts that what has been shown is the beginning of what LINQ shows.</summary>
    public void AssertBeginning(Outcome<T> expected, Outcome<T> actual)
    {
        if (Ordered)
            Assert.Equal(expected.Elements.Take(actual.Elements.Length), actual.Elements);
        else
            AssertWithin(actual.Elements);
    }

    /// <summary>Asserts that the terminal has come to what LINQ comes to, as far as the stream's order allows.</summary>
    public void AssertSameResult(Outcome<object?> expected, Outcome<object?> actual)
    {
        string[] errors = [.. Errors, .. Terminal.Errors];
        if (Ordered)
            Assert.Equal(expected, actual);
        else if (NeedsOrder || Terminal.NeedsOrder || (Terminal.EndsEarly && errors.Length > 0))
            AssertIn([Outcome.Completed, nameof(InvalidOperationException), .. errors], actual.End);
        else if (expected.End == Outcome.Completed)
            Assert.Equal(expected.AsMultiset(), actual.AsMultiset());
        else
            AssertIn([expected.End, .. errors], actual.End);
    }

    public override string ToString() =>
        $"{Source} of {Count}{(Failure is { } f ? $", fails after {f.After}" : "")} → {string.Join(" → ", (object[])[.. Steps, Terminal])}; point {Point}, batches {MinBatch}–{MaxBatch}, {Parallelism} at a time, {(Ordered ? "ordered" : "unordered")}, on {Worker}";

    private bool NeedsOrder => Steps.Any(step => step.NeedsOrder);

    /// <summary>What can be thrown anywhere, described.</summary>
    private string[] Errors => [.. Steps.Select(step => step.Error).Append(Failure is null ? null : Failure.Description).OfType<string>()];

    /// <summary>An unordered stream shows no element that could not come about, and none too often.</summary>
    private void AssertWithin(T[] elements)
    {
        if (Steps.Any(step => step.AtMost is null))
            return;
        var possible = Linq(Source.Linq(Math.Min(Count, Failure?.After ?? Count), null), step => step.AtMost!).ToLookup(x => x);
        foreach (var same in elements.GroupBy(x => x))
            Assert.InRange(same.Count(), 1, possible[same.Key].Count());
    }

    private static void AssertIn(string[] possible, string end) => Assert.Contains(end, possible.AsEnumerable());

    private IEnumerable<T> Linq(IEnumerable<T> source, Func<Step<T>, Func<IEnumerable<T>, IEnumerable<T>>> form) =>
        Steps.Aggregate(source, (sequence, step) => Opaque(form(step)(sequence)));

    /// <summary>Hides what a sequence is: LINQ skips without calling delegates where it knows the operator before, and then misses their errors.</summary>
    private static IEnumerable<T> Opaque(IEnumerable<T> sequence)
    {
        foreach (var item in sequence)
            yield return item;
    }

    private VedaStream<T> Start(IScheduler scheduler, BufferPool buffers)
    {
        var source = Source.Open(Count, Failure, scheduler);
        return new VedaStream<T>(source.Flow, source.Settings with
        {
            MinBatch = MinBatch,
            MaxBatch = MaxBatch,
            Parallelism = Parallelism,
            Ordered = Ordered,
            Scheduler = scheduler,
            Buffers = buffers,
        });
    }
}
