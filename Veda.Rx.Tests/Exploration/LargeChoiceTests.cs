using Veda.Rx.Testing;
using Xunit;

namespace Veda.Rx.Tests.Exploration;

/// <summary>Choices among millions are made smaller too, and at no greater cost.</summary>
public sealed class LargeChoiceTests
{
    [Fact]
    public void Large_numbers_come_down_to_the_smallest_that_fail()
    {
        var executions = 0;
        var result = Explore.Check(Two, new ExploreOptions { Executions = 100 });
        Assert.Equal([1_000_001, 1_000_000_001], Picked(result));
        Assert.InRange(executions, 1, 300);

        async Task Two(SimContext sim)
        {
            executions++;
            var (one, other) = (sim.Choose("one", int.MaxValue), sim.Choose("other", int.MaxValue));
            await Task.Yield();
            if (one > 1_000_000 && other > 1_000_000_000)
                throw new FormatException();
        }
    }

    [Fact]
    public void Their_sum_may_be_larger_than_a_number()
    {
        var result = Explore.Check(async sim =>
        {
            for (var i = 0; i < 5; i++)
                sim.Choose("any", int.MaxValue);
            await Task.Yield();
            if (sim.Choose("side", 2) == 1)
                throw new FormatException();
        }, new ExploreOptions { Strategies = [Strategy.RandomWalk], ShrinkExecutions = 2 });
        Assert.IsType<FormatException>(result.Failure!.Error);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(10)]
    public void Nothing_is_tried_when_the_budget_is_spent(int tries)
    {
        var executions = 0;
        var result = Explore.Check(async sim =>
        {
            executions++;
            var picked = sim.Choose("any", int.MaxValue);
            await Task.Yield();
            if (picked > 1_000_000_000)
                throw new FormatException();
        }, new ExploreOptions { Strategies = [Strategy.RandomWalk], ShrinkExecutions = tries });
        Assert.Equal(result.Executions + tries, executions - 2);   // it is repeated before and behind
    }

    [Fact]
    public void Of_a_few_alternatives_the_smallest_that_fails_is_found_wherever_it_is()
    {
        var result = Explore.Check(async sim =>
        {
            var picked = sim.Choose("any", 12);
            await Task.Yield();
            if (picked % 4 == 3)
                throw new FormatException();
        });
        Assert.Equal([3], Picked(result));
    }

    private static IEnumerable<int> Picked(ExploreResult result) => result.Failure!.Trace.Choices.Where(choice => choice.Kind == ChoiceKind.Random).Select(choice => choice.Picked);
}
