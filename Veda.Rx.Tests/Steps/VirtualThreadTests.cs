using Veda.Rx.Testing;
using Xunit;

namespace Veda.Rx.Tests.Steps;

/// <summary>Synchronous code interleaves at its points: what real threads may do, and nothing else.</summary>
public sealed class VirtualThreadTests
{
    private static readonly ExploreOptions s_many = new() { Executions = 2_000 };

    [Fact]
    public void An_update_is_lost_between_reading_and_writing_and_not_under_a_lock()
    {
        var result = Explore.Check(sim => Increments(sim, gate: null), s_many);
        Assert.IsAssignableFrom<Xunit.Sdk.XunitException>(result.Failure!.Error);
        for (var i = 0; i < 100; i++)
            Assert.IsAssignableFrom<Xunit.Sdk.XunitException>(Explore.Replay(sim => Increments(sim, gate: null), result.Failure.Trace));
        Assert.Null(Explore.Check(sim => Increments(sim, new SimLock("gate")), s_many).Failure);
    }

    [Fact]
    public void A_deadlock_says_who_waits_for_whom()
    {
        static async Task Transfers(SimContext sim)
        {
            SimLock one = new("one"), two = new("two");
            await Task.WhenAll(sim.Thread(() => Transfer(one, two), "first"), sim.Thread(() => Transfer(two, one), "second"));
        }

        static void Transfer(SimLock from, SimLock to)
        {
            using (from.EnterScope())
            using (to.EnterScope())
            {
            }
        }

        var error = Assert.IsType<DeadlockException>(Explore.Check(Transfers, s_many).Failure!.Error);
        Assert.Contains("first waits for two, which second has", error.Message);
        Assert.Contains("second waits for one, which first has", error.Message);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void Both_read_the_old_value_unless_there_is_a_fence(bool fences)
    {
        Action fence = fences ? SimInterlocked.MemoryBarrier : () => { };
        var result = Explore.Exhaust(sim => StoreBuffering(sim, fence, fence), bound: 2, new ExploreOptions { Executions = 100_000 });
        Assert.Equal(fences, result.Failure is null);
        Assert.Equal(fences, result.Exhausted);
    }

    [Fact]
    public void A_fence_in_all_threads_replaces_that_of_the_other_side()
    {
        var options = new ExploreOptions { Executions = 100_000 };
        var result = Explore.Exhaust(sim => StoreBuffering(sim, SimInterlocked.MemoryBarrierProcessWide, () => { }), bound: 2, options);
        Assert.True(result is { Failure: null, Exhausted: true });
        Assert.NotNull(Explore.Exhaust(sim => StoreBuffering(sim, SimInterlocked.MemoryBarrier, () => { }), bound: 2, options).Failure);
    }

    [Fact]
    public void Without_delayed_stores_one_sees_the_other()
    {
        var options = new ExploreOptions { Executions = 100_000, Scheduler = new SeededOptions { DelaysStores = false } };
        var result = Explore.Exhaust(sim => StoreBuffering(sim, () => { }, () => { }), bound: 2, options);
        Assert.True(result is { Failure: null, Exhausted: true });
    }

    [Fact]
    public void A_thread_that_is_not_over_unwinds_with_its_finally_blocks()
    {
        var (begun, unwound) = (0, 0);
        var result = Explore.Check(sim =>
        {
            var never = new TaskCompletionSource();
            return Task.WhenAll(Enumerable.Range(0, 3).Select(_ => sim.Thread(() =>
            {
                begun++;
                try
                {
                    sim.Join(never.Task);
                }
                finally
                {
                    unwound++;
                }
            })));
        }, new ExploreOptions { Executions = 1, ShrinkExecutions = 0 });
        Assert.IsType<DeadlockException>(result.Failure!.Error);
        Assert.True(begun >= 3);
        Assert.Equal(begun, unwound);
    }

    [Fact]
    public void Threads_actions_and_timers_share_one_clock()
    {
        Explore.Check(async sim =>
        {
            var slept = sim.Thread(() => sim.Sleep(TimeSpan.FromSeconds(2)));
            await Task.Delay(TimeSpan.FromSeconds(1), sim.Time);
            Assert.False(slept.IsCompleted);
            var joined = sim.Thread(() => sim.Join(slept));
            await joined;
            Assert.Equal(TimeSpan.FromSeconds(2), sim.Scheduler.Now.TimeOfDay);
        }).ThrowOnFailure();
    }

    [Fact]
    public void A_stream_can_be_waited_for_on_a_simulated_thread()
    {
        Explore.Check(async sim =>
        {
            var sums = new List<int>();
            await Task.WhenAll(Enumerable.Range(0, 3).Select(_ => sim.Thread(() =>
                sums.Add(VedaStream.Range(0, 100).On(sim.Scheduler).WithBatch(1, 8).Map(x => x * 2).Sum().Wait()))));
            Assert.Equal([9900, 9900, 9900], sums);
        }, new ExploreOptions { Executions = 300 }).ThrowOnFailure();
    }

    [Fact]
    public void What_is_for_threads_is_refused_elsewhere()
    {
        Assert.Contains("SimContext.Thread", Assert.IsType<InvalidOperationException>(Explore.Check(async sim =>
        {
            await Task.Yield();
            sim.Point("x", Access.Read);
        }).Failure!.Error).Message);
        Assert.Throws<InvalidOperationException>(() => new SimLock().Enter());
    }

    private static async Task Increments(SimContext sim, SimLock? gate)
    {
        var count = 0;
        await Task.WhenAll(sim.Thread(Increment), sim.Thread(Increment));
        Assert.Equal(2, count);

        void Increment()
        {
            gate?.Enter();
            sim.Point("count", Access.Read);
            var read = count;
            sim.Point("count", Access.Write);
            count = read + 1;
            gate?.Exit();
        }
    }

    private static async Task StoreBuffering(SimContext sim, Action first, Action second)
    {
        SimVariable<int> x = new(0, "x"), y = new(0, "y");
        var (seenX, seenY) = (0, 0);
        await Task.WhenAll(sim.Thread(() => seenY = Signal(x, y, first)), sim.Thread(() => seenX = Signal(y, x, second)));
        Assert.True(seenX + seenY > 0, "neither saw the other");

        static int Signal(SimVariable<int> mine, SimVariable<int> others, Action fence)
        {
            mine.Write(1);
            fence();
            return others.Read();
        }
    }
}
