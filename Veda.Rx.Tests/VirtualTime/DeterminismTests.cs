using Veda.Rx.Testing;
using Xunit;

namespace Veda.Rx.Tests.VirtualTime;

/// <summary>The same seed gives the same execution: each step, at the same time, in the same lane, with the same cause, and the same outcome.</summary>
/// <remarks>Other pipelines every time. A failure prints its seed; <c>VEDA_SEED=number</c> begins with that one.</remarks>
public sealed class DeterminismTests
{
    [Fact]
    public void The_same_seed_gives_the_same_steps() => Twice(SeedRange.First, 1_000);

    [Fact(Explicit = true)]
    [Trait("Category", "Long")]
    public void The_same_seed_gives_the_same_steps_for_many_seeds() => Parallel.For(0, 1_000, part => Twice(SeedRange.First + (ulong)part * 100, 100));

    [Fact]
    public void Different_seeds_give_different_steps()
    {
        var runs = Enumerable.Range(0, 50).Select(seed => KeyedRuns.All["CountBy"]((ulong)seed).Hash);
        Assert.InRange(runs.Distinct().Count(), 45, 50);
    }

    [Fact]
    public void A_fingerprint_depends_on_every_part_of_a_step()
    {
        var step = new TraceEvent(1, 2, 0, "work", 0, 0);
        TraceEvent[] steps = [step, step with { Time = 3 }, step with { Lane = 1 }, step with { Operation = "wrok" }, step with { Cause = 1 }, step with { Picked = 1 }];
        Assert.Equal(steps.Length, steps.Select(Hash).Distinct().Count());

        static ulong Hash(TraceEvent step)
        {
            var hash = new Fingerprint();
            hash.Add(new Trace { Events = [step] });
            return hash.Value;
        }
    }

    private static void Twice(ulong first, int count)
    {
        for (var seed = first; seed < first + (ulong)count; seed++)
        {
            var (one, other) = (SeededRun.Of(seed), SeededRun.Of(seed));
            Assert.True(one.Hash == other.Hash, $"VEDA_SEED={seed}: {one.Name}: {one.Trace.Diff(other.Trace)?.ToString() ?? "the same steps, and another choice or outcome"}");
        }
    }
}
