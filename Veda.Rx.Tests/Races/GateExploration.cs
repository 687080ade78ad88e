using Veda.Rx.WorkStealing;
using Xunit;

namespace Veda.Rx.Tests.Races;

/// <summary>The real sleep gate and injector under every interleaving of publishers and workers: nobody sleeps while there is work.</summary>
public class GateExploration
{
    /// <summary>How many preemptions it takes to leave an item behind that was exchanged.</summary>
    private const int SteppingBack = 3;

    [Theory]
    [InlineData(1, 3, 3)]
    [InlineData(2, 2, 2)]
    public void No_wake_is_lost_between_a_publisher_and_its_workers(int workers, int items, int preemptions)
    {
        Scenario.Holds(preemptions, () =>
        {
            var pool = new GatePool<SimSync>(workers, workers, items);
            return new Scenario([() => pool.Publish(items), .. pool.Workers], pool.AtRest);
        });
    }

    [Theory]
    [InlineData(1, 2, 2)]
    public void No_wake_is_lost_for_what_is_urgent_or_low(int workers, int items, int preemptions)
    {
        Scenario.Holds(preemptions, () =>
        {
            var pool = new GatePool<SimSync>(workers, workers, items, rare: true);
            return new Scenario([() => pool.Publish(items), .. pool.Workers], pool.AtRest);
        });
    }

    [Theory(Explicit = true)]
    [Trait("Category", "Long")]
    [InlineData(1, 3, 3)]
    [InlineData(2, 2, 2)]
    public void No_wake_is_lost_for_what_is_urgent_or_low_with_more_preemptions(int workers, int items, int preemptions) =>
        No_wake_is_lost_for_what_is_urgent_or_low(workers, items, preemptions);

    [Theory(Explicit = true)]
    [Trait("Category", "Long")]
    [InlineData(2, 2, 3)]
    [InlineData(1, 2, 4)]
    public void No_wake_is_lost_with_more_preemptions(int workers, int items, int preemptions) =>
        No_wake_is_lost_between_a_publisher_and_its_workers(workers, items, preemptions);

    [Theory(Explicit = true)]
    [Trait("Category", "Long")]
    [InlineData(3)]
    public void Two_publishers_and_one_worker_with_more_preemptions(int preemptions) => Two_publishers_and_one_worker(preemptions);

    [Theory]
    [InlineData(2)]
    public void Two_publishers_and_one_worker(int preemptions)
    {
        Scenario.Holds(preemptions, () =>
        {
            var pool = new GatePool<SimSync>(1, 1, 2);
            return new Scenario([() => pool.Publish(1), () => pool.Publish(1), .. pool.Workers], pool.AtRest);
        });
    }

    [Fact]
    public void An_item_that_steps_back_is_left_to_nobody_who_sleeps() => Scenario.Holds(SteppingBack, () => StepsBack());

    [Fact]
    public void Mutation_an_exchange_that_the_gate_is_not_told_of_is_found() =>
        Assert.Contains("asleep", Scenario.Explore(SteppingBack, () => StepsBack(tells: false)).Failure?.Error.Message ?? "the mutation was not found", StringComparison.Ordinal);

    private static Scenario StepsBack(bool tells = true)
    {
        var pool = new GatePool<SimSync>(2, 2, 1, stepsBack: true, tellsOfExchange: tells);
        return new Scenario(pool.Workers, pool.AtRest);
    }

    [Fact]
    public void A_worker_that_is_dismissed_leaves_no_item_behind()
    {
        Scenario.Holds(3, () =>
        {
            var pool = new GatePool<SimSync>(1, 1, 2);
            return new Scenario([() => pool.Publish(1), pool.DismissAll, .. pool.Workers], pool.AtRest);
        });
    }

    [Fact]
    public void Nobody_sleeps_through_the_end()
    {
        Scenario.Holds(2, () =>
        {
            var pool = new GatePool<SimSync>(2, 2, 2) { Ends = true };
            return new Scenario([() => { pool.Publish(2); pool.End(); }, .. pool.Workers], pool.AtRest);
        });
    }

    [Fact]
    public void Nobody_sleeps_through_the_end_who_was_one_too_many()
    {
        Scenario.Holds(1, () =>
        {
            var pool = new GatePool<SimSync>(2, 2, 2) { Ends = true };
            return new Scenario([() => { pool.Publish(2); pool.Allow(1); pool.End(); }, .. pool.Workers], pool.AtRest);
        });
    }

    [Fact]
    public void Nobody_sleeps_through_the_end_whom_somebody_wanted_to_dismiss()
    {
        Scenario.Holds(2, () =>
        {
            var pool = new GatePool<SimSync>(1, 1, 1) { Ends = true };
            return new Scenario([() => { pool.Publish(1); pool.End(); }, pool.DismissAll, .. pool.Workers], pool.AtRest);
        });
    }

    [Theory]
    [InlineData(1, 2, 1)]
    [InlineData(2, 1, 1)]
    public void More_or_fewer_workers_than_before_leave_no_item_behind(int before, int after, int preemptions)
    {
        Scenario.Holds(preemptions, () =>
        {
            var pool = new GatePool<SimSync>(before, 2, 2);
            return new Scenario([() => pool.Publish(2), () => pool.Allow(after), .. pool.Workers], pool.AtRest);
        });
    }

    [Theory(Explicit = true)]
    [Trait("Category", "Long")]
    [InlineData(1, 2)]
    [InlineData(2, 1)]
    public void More_or_fewer_workers_with_more_preemptions(int before, int after) => More_or_fewer_workers_than_before_leave_no_item_behind(before, after, preemptions: 2);

    [Fact]
    public void More_are_woken_for_what_waited_while_fewer_were_allowed()
    {
        Scenario.Holds(1, () =>
        {
            // The first item waits for the second, which a second worker has to run: not before it is allowed.
            var pool = new GatePool<SimSync>(1, 2, 2, firstWaitsForSecond: true, tells: false);
            return new Scenario([() => pool.Publish(2), () => pool.Allow(2), .. pool.Workers], pool.AtRest);
        });
    }

    [Fact]
    public void A_blocked_worker_is_replaced_and_the_surplus_sleeps() => Replaced(preemptions: 2);

    [Fact(Explicit = true)]
    [Trait("Category", "Long")]
    public void A_blocked_worker_is_replaced_with_more_preemptions() => Replaced(preemptions: 3);

    private static void Replaced(int preemptions)
    {
        Scenario.Holds(preemptions, () =>
        {
            // One worker may be active. Its first item waits until the second has run, which another worker has to do.
            var pool = new GatePool<SimSync>(1, 2, 2, firstWaitsForSecond: true);
            return new Scenario([() => pool.Publish(2), .. pool.Workers], pool.AtRest);
        });
    }

    [Fact]
    public void Exploration_finds_the_lost_wake_when_the_second_look_is_skipped()
    {
        var seen = Scenario.Explore(3, () =>
        {
            var pool = new GatePool<SimSync>(1, 1, 2, looksAgain: false);
            return new Scenario([() => pool.Publish(2), .. pool.Workers], pool.AtRest);
        });

        Assert.Contains("asleep", seen.Failure?.Error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Exploration_finds_the_lost_wake_when_the_fence_before_it_is_missing()
    {
        var seen = Scenario.Explore(3, () =>
        {
            var pool = new GatePool<SimSyncWithoutFence>(1, 1, 2);
            return new Scenario([() => pool.Publish(2), .. pool.Workers], pool.AtRest);
        });

        Assert.Contains("asleep", seen.Failure?.Error.Message, StringComparison.Ordinal);
    }
}
