using System.Reactive.Concurrency;
using System.Reactive.Linq;
using System.Reactive.Subjects;
using Veda.Rx.Testing;
using Veda.Rx.Tests.Guarantees;
using Xunit;

namespace Veda.Rx.Tests.Exploration;

/// <summary>What leaves the simulation is seen and named, or comes back, as the policy says.</summary>
public sealed class EscapeTests
{
    /// <summary>For what ends in no other way than by a look too many.</summary>
    private static readonly SeededOptions s_impatient = new ExploreOptions().Scheduler with { SleepingLooks = 2 };

    public static TheoryData<string> Ways => ["Task.Run", "ConfigureAwait(false)", "a real timer"];

    [Theory]
    [MemberData(nameof(Ways))]
    public void An_escape_fails_the_execution_and_is_named(string way)
    {
        var result = Explore.Check(async sim => await sim.Run(() => Leave(way), "leaver"), new ExploreOptions { Executions = 3 });
        var message = Assert.IsType<EscapeException>(result.Failure!.Error).Message;
        Assert.Contains("'leaver'", message);
        Assert.Contains("real thread", message);
    }

    [Theory]
    [MemberData(nameof(Ways))]
    public void What_may_come_back_is_waited_for(string way)
    {
        var result = Explore.Check(async sim =>
        {
            await sim.Run(() => Leave(way));
            await Task.Delay(TimeSpan.FromSeconds(1), sim.Time);
            Assert.Equal(TimeSpan.FromSeconds(1), sim.Scheduler.Now.TimeOfDay);
        }, new ExploreOptions { Executions = 3, Scheduler = new SeededOptions { Escapes = EscapePolicy.Wait } });
        result.ThrowOnFailure();
        Assert.Equal(3, result.Executions);
    }

    [Fact]
    public void Virtual_time_is_no_escape_whatever_context_is_left_behind() => Explore.Check(async sim =>
    {
        await Task.Factory.StartNew(() => { }, default, TaskCreationOptions.None, sim.Scheduler.TaskScheduler);
        await Task.Delay(TimeSpan.FromSeconds(1), sim.Time).ConfigureAwait(false);
        using var timer = new PeriodicTimer(TimeSpan.FromSeconds(1), sim.Time);
        Assert.True(await timer.WaitForNextTickAsync());
    }, new ExploreOptions { Executions = 20 }).ThrowOnFailure();

    [Fact]
    public async Task Who_schedules_from_a_real_thread_fails_the_execution_and_not_the_process()
    {
        SeededTestScheduler? over = null;
        var result = Explore.Check(async sim =>
        {
            over = sim.Scheduler;
            var source = new Subject<int>();
            var last = source.ObserveOn(sim.Scheduler).ToVeda().On(sim.Scheduler).Count().AsTask();
            _ = Patience.OnThread(source.OnCompleted);
            await last;
        }, new ExploreOptions { Executions = 3 });
        Assert.IsType<EscapeException>(result.Failure!.Error);
        await Patience.OnThread(() => over!.Schedule(() => { }));   // as a timer does that ticks on
    }

    [Fact]
    public void A_stage_on_real_threads_fails_the_execution_and_not_the_process()
    {
        var result = Explore.Check(async sim => await VedaStream.Range(0, 10).On(TaskPoolScheduler.Default).Scan((a, b) => a + b).On(sim.Scheduler).Map(x => x).Sum(), new ExploreOptions { Executions = 3 });
        Assert.IsType<EscapeException>(result.Failure!.Error);
    }

    [Fact]
    public void A_simulated_thread_that_waits_for_something_real_is_named()
    {
        using var never = new SemaphoreSlim(0);
        var result = Explore.Check(sim => sim.Thread(() => never.Wait(), "sleeper"), new ExploreOptions { Executions = 1, ShrinkExecutions = 0, Scheduler = s_impatient });
        never.Release(10);
        Assert.Contains("'sleeper' waits for something real", Assert.IsType<EscapeException>(result.Failure!.Error).Message);
    }

    [Fact]
    public void An_action_that_wants_a_real_lock_of_a_simulated_thread_is_told_so()
    {
        var result = Explore.Check(async sim =>
        {
            var gate = new Lock();
            await Task.WhenAll(
                sim.Thread(() =>
                {
                    lock (gate)
                        sim.Point("x", Access.Write);
                }, "holder"),
                sim.Run(async () =>
                {
                    await Task.Yield();
                    lock (gate)
                    {
                    }
                }));
        }, new ExploreOptions { Executions = 100, Scheduler = s_impatient });
        Assert.Contains("'holder' stands at a point", Assert.IsType<EscapeException>(result.Failure!.Error).Message);
        Explore.Check(sim => sim.Thread(() => sim.Point("x", Access.Read)), new ExploreOptions { Executions = 10 }).ThrowOnFailure();
    }

    [Fact(Explicit = true)]
    [Trait("Category", "Long")]
    public void A_simulated_thread_that_runs_for_a_minute_without_a_point_is_named()
    {
        var ends = false;
        var result = Explore.Check(sim => sim.Thread(() =>
        {
            while (!Volatile.Read(ref ends))
            {
            }
        }, "spinner"), new ExploreOptions { Executions = 1, ShrinkExecutions = 0 });
        Volatile.Write(ref ends, true);
        Assert.Contains("'spinner' has run for 60 seconds without reaching a point", Assert.IsType<EscapeException>(result.Failure!.Error).Message);
    }

    [Fact(Explicit = true)]
    [Trait("Category", "Long")]
    public void A_simulated_thread_that_waits_for_something_real_on_its_way_out_is_left_behind()
    {
        using var never = new SemaphoreSlim(0);
        var result = Explore.Check(sim => sim.Thread(() =>
        {
            try
            {
                sim.Join(new TaskCompletionSource().Task);
            }
            finally
            {
                never.Wait();
            }
        }), new ExploreOptions { Executions = 1, ShrinkExecutions = 0 });
        never.Release(10);
        Assert.IsType<DeadlockException>(result.Failure!.Error);
        Explore.Check(sim => sim.Thread(() => sim.Point("x", Access.Read)), new ExploreOptions { Executions = 10 }).ThrowOnFailure();
    }

    private static async Task Leave(string way)
    {
        switch (way)
        {
            case "Task.Run":
                await Task.Run(() => { });
                break;
            case "a real timer":
                await new RealThread();
                break;
            default:
                var done = new TaskCompletionSource();
                var waiter = WaitWithoutContext(done.Task);
                done.SetResult();
                await waiter;
                break;
        }

        static async Task WaitWithoutContext(Task task) => await task.ConfigureAwait(false);
    }
}
