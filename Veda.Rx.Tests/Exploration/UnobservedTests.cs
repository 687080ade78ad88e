using Veda.Rx.Testing;
using Xunit;

namespace Veda.Rx.Tests.Exploration;

/// <summary>Failures that nobody looks at are seen, however seldom there are any.</summary>
public sealed class UnobservedTests
{
    [Fact]
    public void One_in_a_hundred_is_found()
    {
        for (var seed = 1UL; seed <= 5; seed++)
        {
            var result = Explore.Check(async sim =>
            {
                var fails = sim.Choose("fails", 100) == 7;
                _ = sim.Run(async () =>
                {
                    await Task.Yield();
                    if (fails)
                        throw new FormatException("nobody looks");
                });
                await Task.Delay(TimeSpan.FromMilliseconds(1), sim.Time);
            }, new ExploreOptions { Seed = seed });
            Assert.IsType<FormatException>(Assert.IsType<UnobservedException>(result.Failure!.Error).InnerException);
        }
    }

    [Fact]
    public void After_the_first_that_failed_and_were_looked_at_one_in_twenty_is_asked()
    {
        var budget = new SearchBudget(new ExploreOptions());
        Assert.Equal([.. Enumerable.Range(0, 20), 20, 40, 60, 80], Enumerable.Range(0, 100).Where(_ => budget.LooksForUnobserved()));
    }
}
