using System.Reactive.Concurrency;
using FsCheck;
using FsCheck.Fluent;
using Veda.Rx.Internal;
using Xunit;

namespace Veda.Rx.Tests.Equivalence;

/// <summary>A generated pipeline: source, up to four steps, and how it runs.</summary>
internal sealed record Pipeline
{
    public required Source Source { get; init; }

    public required int Count { get; init; }

    public required Source.Failure? Failure { get; init; }

    public required Step[] Steps { get; init; }

    public required int MinBatch { get; init; }

    public required int MaxBatch { get; init; }

    public required int Parallelism { get; init; }

    public required bool Ordered { get; init; }

    public required Worker Worker { get; init; }

    public static Arbitrary<Pipeline> Arbitrary(params Worker[] workers) => Arb.From(
        from source in Gen.Elements(Source.All)
        from count in Gen.Frequency((1, Gen.Constant(0)), (1, Gen.Constant(1)), (4, Gen.Choose(2, 60)), (3, Gen.Choose(61, 3000)))
        from fails in Gen.Frequency((4, Gen.Constant(false)), (1, Gen.Constant(true)))
        from after in Gen.Choose(0, Math.Max(0, count))
        from steps in Gen.Choose(0, 4).SelectMany(n => Gen.ArrayOf(AnyStep(count), n))
        from min in Gen.Frequency((3, Gen.Constant(1)), (1, Gen.Choose(1, 40)))
        from more in Gen.Frequency((2, Gen.Constant(65_536)), (2, Gen.Choose(0, 50)), (1, Gen.Choose(900, 1100)))
        from parallelism in Gen.Choose(1, 4)
        from ordered in Gen.Frequency((4, Gen.Constant(true)), (1, Gen.Constant(false)))
        from worker in Gen.Elements(workers)
        select new Pipeline
        {
            Source = source,
            Count = count,
            Failure = fails && source.CanFail ? new Source.Failure(after) : null,
            Steps = steps,
            MinBatch = min,
            MaxBatch = min + more,
            Parallelism = parallelism,
            Ordered = ordered,
            Worker = worker,
        }, Shrink);

    /// <summary>What LINQ makes of it.</summary>
    public IEnumerable<int> Linq() => Steps.Aggregate(Source.Numbers(Count, Failure), (sequence, step) => Opaque(step.Linq(sequence)));

    /// <summary>Hides what a sequence is: LINQ skips without calling delegates where it knows the operator before, and then misses their errors.</summary>
    private static IEnumerable<int> Opaque(IEnumerable<int> sequence)
    {
        foreach (var item in sequence)
            yield return item;
    }

    /// <summary>The stream.</summary>
    public VedaStream<int> Veda() => On(Worker.Scheduler(), BufferPool.Shared);

    /// <summary>The stream on another scheduler, with its buffers from a pool of the test's.</summary>
    public VedaStream<int> On(IScheduler scheduler, BufferPool buffers) =>
        Steps.Aggregate(Start(scheduler, buffers), (stream, step) => step.Veda(stream));

    /// <summary>Compares as the stream's order allows.</summary>
    public void AssertSame(Outcome expected, Outcome actual)
    {
        if (Ordered)
            Assert.Equal(expected, actual);
        else if (Steps.Any(step => step.NeedsOrder))
            Assert.NotEmpty(actual.End);
        else if (expected.End == Outcome.Completed)
            Assert.Equal(expected.AsMultiset(), actual.AsMultiset());
        else
            Assert.NotEqual(Outcome.Completed, actual.End);
    }

    public override string ToString() =>
        $"{Source} of {Count}{(Failure is { } f ? $", fails after {f.After}" : "")} → {string.Join(" → ", (object[])Steps)}; batches {MinBatch}–{MaxBatch}, {Parallelism} at a time, {(Ordered ? "ordered" : "unordered")}, on {Worker}";

    private VedaStream<int> Start(IScheduler scheduler, BufferPool buffers)
    {
        var source = Source.Open(Count, Failure);
        return new VedaStream<int>(source.Flow, source.Settings with
        {
            MinBatch = MinBatch,
            MaxBatch = MaxBatch,
            Parallelism = Parallelism,
            Ordered = Ordered,
            Scheduler = scheduler,
            Buffers = buffers,
        });
    }

    private static Gen<Step> AnyStep(int count) =>
        from kind in Gen.Elements(Step.Kinds)
        from variation in Gen.Choose(0, count + 2)
        select kind(variation);

    private static IEnumerable<Pipeline> Shrink(Pipeline pipeline)
    {
        for (var i = 0; i < pipeline.Steps.Length; i++)
            yield return pipeline with { Steps = [.. pipeline.Steps[..i], .. pipeline.Steps[(i + 1)..]] };
        if (pipeline.Failure is not null)
            yield return pipeline with { Failure = null };
        foreach (var count in new[] { 0, 1, pipeline.Count / 2, pipeline.Count - 1 })
        {
            if (count >= 0 && count < pipeline.Count)
                yield return pipeline with { Count = count };
        }
        if (pipeline.Parallelism > 1)
            yield return pipeline with { Parallelism = pipeline.Parallelism - 1 };
        if (!pipeline.Ordered)
            yield return pipeline with { Ordered = true };
    }
}
