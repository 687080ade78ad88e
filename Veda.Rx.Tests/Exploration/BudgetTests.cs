using Veda.Rx.Testing;
using Xunit;

namespace Veda.Rx.Tests.Exploration;

/// <summary>When a search ends, and who chooses.</summary>
public sealed class BudgetTests
{
    [Fact]
    public void A_search_ends_when_it_sees_nothing_else_any_more()
    {
        var result = Explore.Check(sim => Task.WhenAll(sim.Run(Yields), sim.Run(Yields)), new ExploreOptions { Executions = 100_000, Patience = 500 });
        Assert.Null(result.Failure);
        Assert.InRange(result.Executions, 501, 20_000);
        Assert.InRange(result.Distinct, 2, result.Executions - 500);
    }

    [Fact]
    public void A_search_ends_when_its_time_is_over_and_runs_once_at_least()
    {
        var clock = new TestScheduler();
        var options = new ExploreOptions { Time = TimeSpan.FromSeconds(10), TimeProvider = new VirtualTimeProvider(clock) };
        var result = Explore.Check(_ =>
        {
            clock.AdvanceBy(TimeSpan.FromSeconds(1).Ticks);
            return Task.CompletedTask;
        }, options);
        Assert.Equal(10, result.Executions);
        Assert.Equal(1, Explore.Check(_ =>
        {
            clock.AdvanceBy(TimeSpan.FromHours(1).Ticks);
            return Task.CompletedTask;
        }, options).Executions);
    }

    public static TheoryData<Strategy> Strategies => [.. Enum.GetValues<Strategy>()];

    [Theory]
    [MemberData(nameof(Strategies))]
    public void Who_asks_again_and_again_does_not_keep_others_from_answering(Strategy strategy)
    {
        var result = Explore.Check(async sim =>
        {
            var ready = new SimVariable<bool>(false, "ready");
            await Task.WhenAll(sim.Thread(() =>
            {
                while (!ready.Read())
                {
                }
            }, "asker"), sim.Thread(() => ready.Write(true), "answerer"));
        }, new ExploreOptions { Executions = 50, Strategies = [strategy], Scheduler = new SeededOptions { MaxSteps = 10_000 } });
        result.ThrowOnFailure();
    }

    [Theory]
    [MemberData(nameof(Strategies))]
    public void Every_strategy_alone_finds_a_lost_update(Strategy strategy)
    {
        var result = Explore.Check(async sim =>
        {
            var count = 0;
            await Task.WhenAll(sim.Thread(Increment), sim.Thread(Increment));
            Assert.Equal(2, count);

            void Increment()
            {
                sim.Point("count", Access.Read);
                var read = count;
                sim.Point("count", Access.Write);
                count = read + 1;
            }
        }, new ExploreOptions { Strategies = [strategy] });
        Assert.NotNull(result.Failure);
    }

    [Fact]
    public void A_uniform_walk_sees_rare_orders_more_evenly_than_a_random_one()
    {
        // Of one step against nine there are ten orders; a random walk puts the one step last once in 512 times, a uniform one once in ten.
        static int Lasts(Strategy strategy)
        {
            var lasts = 0;
            Explore.Check(async sim =>
            {
                var steps = 0;
                await Task.WhenAll(sim.Thread(() =>
                {
                    for (var i = 0; i < 9; i++)
                    {
                        sim.Point("long", Access.Write);
                        steps++;
                    }
                }, "long"), sim.Thread(() =>
                {
                    sim.Point("short", Access.Write);
                    if (steps == 9)
                        lasts++;
                }, "short"));
            }, new ExploreOptions { Executions = 2_000, Strategies = [strategy] });
            return lasts;
        }

        Assert.InRange(Lasts(Strategy.RandomWalk), 0, 60);
        Assert.InRange(Lasts(Strategy.UniformWalk), 100, 2_000);
    }

    [Fact]
    public void Options_are_checked()
    {
        static void Refused(string name, ExploreOptions options) =>
            Assert.Equal(name, Assert.ThrowsAny<ArgumentException>(() => Explore.Check(_ => Task.CompletedTask, options)).ParamName);

        Refused("Executions", new ExploreOptions { Executions = 0 });
        Refused("Time", new ExploreOptions { Time = TimeSpan.Zero });
        Refused("Patience", new ExploreOptions { Patience = 0 });
        Refused("Strategies", new ExploreOptions { Strategies = [] });
        Refused("Strategies", new ExploreOptions { Strategies = [(Strategy)99] });
        Refused("Strategies", new ExploreOptions { Strategies = null! });
        Refused("MaxSteps", new ExploreOptions { Scheduler = new SeededOptions { MaxSteps = 0 } });
        Refused("Escapes", new ExploreOptions { Scheduler = new SeededOptions { Escapes = (EscapePolicy)9 } });
        Refused("ShrinkExecutions", new ExploreOptions { ShrinkExecutions = -1 });
    }

    private static async Task Yields()
    {
        await Task.Yield();
        await Task.Yield();
    }
}
