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
}
