using Veda.Rx.Internal;
using Xunit;

namespace Veda.Rx.Tests.Races;

/// <summary>The real participants: work never lies about with nobody running or queued, and never are more at it than may be.</summary>
public class ParticipantExploration
{
    [Theory]
    [InlineData(1, 1, 2, 3)]
    [InlineData(2, 2, 1, 2)]
    public void A_signal_that_races_with_a_retirement_leaves_no_work_behind(int parallelism, int workers, int items, int preemptions) =>
        Scenario.Holds(preemptions, () => OneProducer<SimSync>(parallelism, workers, items));

    [Fact(Explicit = true)]
    [Trait("Category", "Long")]
    public void Signals_that_race_with_retirements_on_two_workers_leave_no_work_behind() =>
        Scenario.Holds(2, () => OneProducer<SimSync>(2, 2, items: 2));

    [Fact]
    public void Two_producers_and_one_worker() =>
        Scenario.Holds(2, () =>
        {
            var pool = new SimPool(1);
            var work = new SimWork<SimSync>(pool.Enqueue, 1, producers: 2);
            return new Scenario([() => work.Add(0), () => work.Add(1), .. pool.Workers], () => work.AtRest());
        });

    [Fact]
    public void No_more_than_allowed_are_at_work_when_a_helper_takes_a_queued_place_and_the_stale_execution_comes_later() =>
        Scenario.Holds(2, () => WithHelper<SimSync>());

    [Fact]
    public void A_participant_that_leaves_work_is_followed_by_another() =>
        Scenario.Holds(2, () =>
        {
            var pool = new SimPool(1);
            var work = new SimWork<SimSync>(pool.Enqueue, 1, producers: 1);
            var leaver = () =>
            {
                if (work.TryEnter() && work.Step())
                    work.Leave();
            };
            return new Scenario([() => Produce(work, 2), leaver, .. pool.Workers], () => work.AtRest());
        });

    [Fact]
    public void A_participant_that_has_become_one_too_many_leaves_no_work_behind() => Scenario.Holds(1, OneTooMany);

    [Fact]
    public void More_participants_than_before_leave_no_work_behind() => Scenario.Holds(1, OneMore);

    [Theory(Explicit = true)]
    [Trait("Category", "Long")]
    [InlineData(true)]
    [InlineData(false)]
    public void More_or_fewer_participants_with_more_preemptions(bool more) => Scenario.Holds(2, more ? OneMore : OneTooMany);

    [Fact]
    public void What_was_deferred_is_done_once() =>
        Scenario.Holds(2, () =>
        {
            var pool = new SimPool(1);
            var work = new SimWork<SimSync>(pool.Enqueue, 1, producers: 1);
            var done = 0;
            return new Scenario(
                [() => work.Defer(() => done++), () => { work.Defer(() => done++); work.RunDeferred(); }, .. pool.Workers],
                () => work.AtRest() ?? (done == 2 ? null : $"{done} times done"));
        });

    [Fact]
    public void Exploration_finds_the_work_left_behind_when_retiring_does_not_look_at_the_epoch() =>
        WindowExploration.Finds("left", () => OneProducer<SimSyncWithoutEpoch>(1, 1, 2));

    [Fact]
    public void Exploration_finds_the_work_left_behind_when_a_signal_overtakes_the_work() =>
        WindowExploration.Finds("left", () => OneProducer<SimSyncWithOvertakingAdd>(1, 1, 2));

    [Fact]
    public void Exploration_finds_too_many_at_work_when_a_place_is_taken_without_comparing() =>
        WindowExploration.Finds("at", () => WithHelper<SimSyncWithBlindSwap>());

    private static Scenario OneTooMany()
    {
        var pool = new SimPool(2);
        var work = new SimWork<SimSync>(pool.Enqueue, 2, producers: 2) { Varies = true };
        work.Done = taken =>
        {
            if (taken == 1)
                work.Leave(1);
        };
        return new Scenario([() => Produce(work, 1), () => work.Allow(1), .. pool.Workers], () => work.AtRest());
    }

    private static Scenario OneMore()
    {
        var pool = new SimPool(2);
        var work = new SimWork<SimSync>(pool.Enqueue, 1, producers: 1) { Varies = true };
        return new Scenario([() => Produce(work, 2), () => work.Allow(2), .. pool.Workers], () => work.AtRest());
    }

    private static Scenario OneProducer<TSync>(int parallelism, int workers, int items) where TSync : struct, ISync
    {
        var pool = new SimPool(workers);
        var work = new SimWork<TSync>(pool.Enqueue, parallelism, producers: 1) { Watched = workers > 1 };
        return new Scenario([() => Produce(work, items), .. pool.Workers], () => work.AtRest());
    }

    private static Scenario WithHelper<TSync>() where TSync : struct, ISync
    {
        var pool = new SimPool(1);
        var work = new SimWork<TSync>(pool.Enqueue, 1, producers: 1) { Watched = true };
        return new Scenario([() => Produce(work, 2), work.Help, .. pool.Workers], () => work.AtRest());
    }

    private static void Produce<TSync>(SimWork<TSync> work, int items) where TSync : struct, ISync
    {
        for (var i = 0; i < items; i++)
            work.Add(0);
    }
}
