using FsCheck;
using FsCheck.Fluent;

namespace Veda.Rx.Tests.Equivalence;

/// <summary>Makes pipelines, and simpler ones of those that fail.</summary>
internal static class Pipelines
{
    /// <param name="element">The type of the elements.</param>
    /// <param name="workers">What they run on.</param>
    /// <param name="reason">Why one is left out, beside the reasons that always count.</param>
    public static Arbitrary<Pipeline<T>> Arbitrary<T>(Element<T> element, IEnumerable<Worker> workers, Func<Pipeline<T>, string?>? reason = null)
    {
        return Arb.From(Any(element, workers).Where(Runs), pipeline => Shrink(pipeline).Where(Runs));

        bool Runs(Pipeline<T> pipeline) => (Exclusions.Reason(pipeline) ?? reason?.Invoke(pipeline)) is null;
    }

    private static Gen<Pipeline<T>> Any<T>(Element<T> element, IEnumerable<Worker> workers) =>
        from source in Gen.Elements(Source.All(element))
        from count in Gen.Frequency((1, Gen.Constant(0)), (1, Gen.Constant(1)), (4, Gen.Choose(2, 60)), (3, Gen.Choose(61, 3000)))
        from fails in Gen.Frequency((4, Gen.Constant(false)), (1, Gen.Constant(true)))
        from after in Gen.Choose(0, count)
        from steps in Gen.Choose(0, 4).SelectMany(n => Gen.ArrayOf(Kind(Step.Kinds(element), count), n))
        from terminal in Kind(Terminal.Kinds(element), count)
        from point in Gen.Choose(0, count + 2)
        from min in Gen.Frequency((3, Gen.Constant(1)), (1, Gen.Choose(1, 40)))
        from more in Gen.Frequency((2, Gen.Constant(65_536)), (2, Gen.Choose(0, 50)), (1, Gen.Choose(900, 1100)))
        from parallelism in Gen.Choose(1, 4)
        from ordered in Gen.Frequency((4, Gen.Constant(true)), (1, Gen.Constant(false)))
        from worker in Gen.Elements(workers)
        select new Pipeline<T>
        {
            Source = source,
            Count = count,
            Failure = fails && source.CanFail ? new Failure(after) : null,
            Steps = steps,
            Terminal = terminal,
            Point = point,
            MinBatch = min,
            MaxBatch = min + more,
            Parallelism = parallelism,
            Ordered = ordered,
            Worker = worker,
        };

    private static Gen<TKind> Kind<TKind>(Func<int, TKind>[] kinds, int count) =>
        from kind in Gen.Elements(kinds)
        from variation in Gen.Choose(0, count + 2)
        select kind(variation);

    private static IEnumerable<Pipeline<T>> Shrink<T>(Pipeline<T> pipeline)
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
