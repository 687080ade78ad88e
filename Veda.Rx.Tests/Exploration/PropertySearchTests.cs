using FsCheck;
using FsCheck.Fluent;
using Veda.Rx.Testing;
using Xunit;

namespace Veda.Rx.Tests.Exploration;

/// <summary>Data and interleaving are searched, and made smaller, together.</summary>
public sealed class PropertySearchTests
{
    private static readonly Arbitrary<int[]> s_items = ArbMap.Default.ArbFor<int[]>();

    [Fact]
    public void A_failure_that_needs_data_and_an_interleaving_comes_down_to_the_least_of_both()
    {
        // A stack of at most two whose owner looks before an await: it overflows only with three items or more, added at the same time.
        var result = Explore.Check(s_items, async (sim, items) =>
        {
            var count = 0;
            await Task.WhenAll(items.Select(_ => sim.Run(async () =>
            {
                if (count == 2)
                    return;
                await Task.Yield();
                if (++count > 2)
                    throw new OverflowException();
            }, "push")));
        });
        Assert.IsType<OverflowException>(result.Failure!.Error);
        Assert.Equal([0, 0, 0], Assert.IsType<int[]>(result.Failure.Data));
        Assert.True(result.Failure.Unusual <= 2, $"{result.Failure.Unusual} unusual choices");
        var message = Assert.Throws<ExploreException>(() => result.ThrowOnFailure()).Message;
        Assert.Contains("With [0, 0, 0]", message);
        Assert.Contains("VEDA_SEED=1", message);
    }

    [Fact]
    public void What_holds_for_all_data_in_all_interleavings_passes()
    {
        var result = Explore.Check(s_items, async (sim, items) =>
            Assert.Equal(items.Where(x => x > 0).Sum(x => (long)x), await items.ToVeda().On(sim.Scheduler).WithBatch(1, 3).Filter(x => x > 0).Map(x => (long)x).Sum()), new ExploreOptions { Executions = 500 });
        result.ThrowOnFailure();
        Assert.True(result.Distinct > 100);
    }

    [Fact]
    public void It_ends_when_its_time_is_over_or_nothing_else_is_seen()
    {
        var clock = new TestScheduler();
        var timed = Explore.Check(s_items, (_, _) =>
        {
            clock.AdvanceBy(TimeSpan.FromSeconds(1).Ticks);
            return Task.CompletedTask;
        }, new ExploreOptions { Time = TimeSpan.FromSeconds(10), TimeProvider = new VirtualTimeProvider(clock) });
        Assert.Equal(10, timed.Executions);

        var stale = Explore.Check(s_items, (_, _) => Task.CompletedTask, new ExploreOptions { Patience = 20 });
        Assert.Equal((21, 1), (stale.Executions, stale.Distinct));
    }

    [Fact]
    public void What_waits_for_something_real_is_not_made_smaller()
    {
        var executions = 0;
        var result = Explore.Check(s_items, (sim, _) => sim.Run(async () =>
        {
            executions++;
            await new RealThread();
        }), new ExploreOptions { Executions = 10 });
        Assert.IsType<EscapeException>(result.Failure!.Error);
        Assert.Equal(2, executions);   // found, and repeated
    }

    [Fact]
    public void Data_may_be_null()
    {
        var result = Explore.Check(Gen.Elements(null, "a").ToArbitrary(), (_, text) => text is null ? throw new FormatException() : Task.CompletedTask);
        Assert.Null(result.Failure!.Data);
        var message = Assert.Throws<ExploreException>(() => result.ThrowOnFailure()).Message;
        Assert.Contains("With null", message);
        Assert.Contains("To search in the same way: VEDA_SEED=1", message);

        string?[] items = [null, "a"];
        var several = Explore.Check(Gen.Constant(items).ToArbitrary(), (_, _) => throw new FormatException());
        Assert.Contains("With [null, a]", Assert.Throws<ExploreException>(() => several.ThrowOnFailure()).Message);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(7)]
    public void Data_are_made_smaller_though_the_message_names_them(int shrinks)
    {
        var result = Explore.Check(s_items, (_, items) => items.Length > 2 ? throw new InvalidOperationException($"not {string.Join(' ', items.Select(x => x < 0 ? "below" : "above"))}") : Task.CompletedTask,
            new ExploreOptions { ShrinkExecutions = shrinks == 0 ? 1_000 : shrinks });
        Assert.Equal(shrinks == 0, Assert.IsType<int[]>(result.Failure!.Data).SequenceEqual([0, 0, 0]));
    }
}
