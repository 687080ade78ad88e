using Veda.Rx.Internal;
using Xunit;

namespace Veda.Rx.Tests.Races;

/// <summary>The real waiting thread against those who bring work and those who end its wait: it never sleeps with either before it.</summary>
public class ParkExploration
{
    [Theory]
    [InlineData(1, 0, 3)]
    [InlineData(2, 1, 1)]
    public void The_waiter_never_sleeps_over_work_or_over_the_end(int parallelism, int workers, int preemptions) =>
        Scenario.Holds(preemptions, () => UntilAllIsDone<SimSync>(parallelism, workers));

    [Theory(Explicit = true)]
    [InlineData(1)]
    [InlineData(2)]
    [Trait("Category", "Long")]
    public void The_waiter_and_a_worker_leave_no_work_behind(int parallelism) =>
        Scenario.Holds(2, () => UntilAllIsDone<SimSync>(parallelism, workers: 1));

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    public void One_that_is_called_beside_the_waiter_leaves_no_work_behind(int parallelism) =>
        Scenario.Holds(1, () => UntilAllIsDone<SimSync>(parallelism, workers: 1, calls: true));

    [Theory(Explicit = true)]
    [InlineData(1)]
    [InlineData(2)]
    [Trait("Category", "Long")]
    public void One_that_is_called_beside_the_waiter_with_more_preemptions(int parallelism) =>
        Scenario.Holds(2, () => UntilAllIsDone<SimSync>(parallelism, workers: 1, calls: true));

    [Fact]
    public void A_waiter_that_leaves_passes_a_signal_on_that_woke_it_for_work() =>
        Scenario.Holds(2, () => UntilSomethingArrives<SimSync>(workers: 1));

    [Fact]
    public void A_waiter_never_sleeps_over_a_result() =>
        Scenario.Holds(3, () => UntilSomethingArrives<SimSync>(workers: 0));

    [Theory]
    [InlineData(1, 3)]
    [InlineData(3, 2)]
    public void A_reader_never_sleeps_over_the_next_result(int results, int preemptions) =>
        Scenario.Holds(preemptions, () => UntilEachResultArrives<SimSync>(results));

    [Fact]
    public void Exploration_finds_the_sleeping_reader_when_it_looks_before_its_forgetting_is_visible() =>
        WindowExploration.Finds("asleep", () => UntilEachResultArrives<SimSyncWithoutFence>(1));

    [Fact]
    public void Exploration_finds_the_sleeping_waiter_when_its_announcement_waits_in_the_store_buffer() =>
        WindowExploration.Finds("asleep", () => UntilSomethingArrives<SimSyncWithLazyExchange>(workers: 0));

    [Fact]
    public void Exploration_finds_the_sleeping_waiter_when_signals_overtake_the_work() =>
        WindowExploration.Finds("asleep", () => UntilAllIsDone<SimSyncWithOvertakingAdd>(1, 0));

    /// <summary>A waiter that pulls results: it leaves when one has arrived, whatever work there is; the scheduler has to do that.</summary>
    private static Scenario UntilSomethingArrives<TSync>(int workers) where TSync : struct, ISync
    {
        var pool = new SimPool(workers);
        var work = new SimWork<TSync>(pool.Enqueue, 1, producers: 1);
        var run = new SimRun<TSync>(work, ends: false);
        work.Waited = run;
        var producer = () =>
        {
            if (workers > 0)
                work.Add(0);
            run.Complete();
        };
        return new Scenario([producer, run.Wait, .. pool.Workers], () => run.IsAway ? work.AtRest(stale: workers == 0) : "asleep");
    }

    /// <summary>A reader of one result after the other, each of which it may have to wait for.</summary>
    private static Scenario UntilEachResultArrives<TSync>(int results) where TSync : struct, ISync
    {
        var nothing = new SimWork<TSync>(new SimPool(0).Enqueue, 1, producers: 1);
        var reader = new SimReader<TSync>(new SimRun<TSync>(nothing, ends: false), results);
        return new Scenario([reader.Write, reader.Read], reader.AtRest);
    }

    /// <summary>A producer, a waiter that takes part until everything is done, the scheduler's workers, and somebody who calls them if there is more to do than is done.</summary>
    private static Scenario UntilAllIsDone<TSync>(int parallelism, int workers, bool calls = false) where TSync : struct, ISync
    {
        const int items = 2;
        var pool = new SimPool(workers);
        var work = new SimWork<TSync>(pool.Enqueue, parallelism, producers: 1);
        var run = new SimRun<TSync>(work, ends: true);
        work.Waited = run;
        work.Done = done =>
        {
            if (done == items)
                run.Complete();
        };
        var producer = () =>
        {
            for (var i = 0; i < items; i++)
                work.Add(0);
        };
        // Without a worker the pool's queue is never emptied: the waiter takes what is queued there, which leaves stale executions.
        Action[] callers = calls ? [work.Call] : [];
        return new Scenario([producer, run.Wait, .. callers, .. pool.Workers], () => run.IsAway ? work.AtRest(stale: workers == 0) : "asleep");
    }
}
