using Veda.Rx.Testing;
using Veda.Rx.Tests.Guarantees;
using Xunit;

namespace Veda.Rx.Tests.Steps;

/// <summary>Threads that do what a careful author would not think of.</summary>
public sealed class UnusualThreadTests
{
    private static readonly ExploreOptions s_few = new() { Executions = 100 };

    [Fact]
    public void Asking_for_what_the_thread_itself_has_written_lets_others_come()
    {
        Explore.Check(async sim =>
        {
            var turn = new SimVariable<int>(0, "turn");
            await Task.WhenAll(sim.Thread(() => Play(0)), sim.Thread(() => Play(1)));

            void Play(int me)
            {
                for (var i = 0; i < 3; i++)
                {
                    while (turn.Read() != me)
                    {
                    }
                    turn.Write(1 - me);
                }
            }
        }, s_few).ThrowOnFailure();
    }

    [Fact]
    public void A_wait_in_turn_can_be_searched_exhaustively_and_is_not_said_to_be_exhausted()
    {
        var result = Explore.Exhaust(async sim =>
        {
            var ready = false;
            await Task.WhenAll(sim.Thread(() =>
            {
                do
                    sim.Point("ready", Access.Read);
                while (!ready);
            }), sim.Thread(() =>
            {
                sim.Point("ready", Access.Write);
                ready = true;
            }));
        }, bound: 1, new ExploreOptions { Executions = 2_000 });
        result.ThrowOnFailure();
        Assert.False(result.Exhausted);
    }

    [Fact]
    public void The_same_object_is_another_lock_in_another_execution()
    {
        static async Task Body(SimContext sim)
        {
            var inside = 0;
            await Task.WhenAll(Enumerable.Range(0, 2).Select(_ => sim.Thread(() =>
            {
                using (SimMonitor.Scope("a string that all share"))
                {
                    Assert.Equal(1, ++inside);
                    sim.Point("inside", Access.Write);
                    inside--;
                    SimMonitor.Pulse("a string that all share");
                }
            })));
            // Somebody who still waits when the execution is over.
            _ = sim.Thread(() =>
            {
                using (SimMonitor.Scope("a string that all share"))
                    SimMonitor.Wait("a string that all share");
            });
        }

        Assert.All(Enumerable.Range(0, 4).AsParallel().WithDegreeOfParallelism(4).Select(seed => Explore.Check(Body, s_few with { Seed = (ulong)seed }).Failure?.Error), error => Assert.Null(error));
    }

    [Fact]
    public void A_thread_that_is_cancelled_ends_so()
    {
        Explore.Check(async sim =>
        {
            using var cancel = new CancellationTokenSource();
            cancel.Cancel();
            var thread = sim.Thread(() => cancel.Token.ThrowIfCancellationRequested());
            await Assert.ThrowsAsync<OperationCanceledException>(() => thread);
            Assert.True(thread.IsCanceled);
        }, s_few).ThrowOnFailure();
    }

    [Fact]
    public void Long_times_are_long()
    {
        var result = Explore.Check(sim => sim.Thread(() =>
        {
            sim.Sleep(TimeSpan.FromSeconds(1));
            using (SimMonitor.Scope(sim))
            {
                Assert.Throws<ArgumentOutOfRangeException>(() => SimMonitor.Wait(sim, TimeSpan.FromSeconds(-5)));
                SimMonitor.Wait(sim, TimeSpan.MaxValue);
            }
        }), s_few);
        Assert.IsType<DeadlockException>(result.Failure!.Error);
    }

    [Fact]
    public void What_is_no_access_is_refused()
    {
        var result = Explore.Check(sim => sim.Thread(() => sim.Point("x", (Access)7)), s_few);
        var error = Assert.IsType<ArgumentOutOfRangeException>(result.Failure!.Error);
        Assert.Equal("access", error.ParamName);
        Assert.Contains("access is 7; allowed: Read and Write.", error.Message);
    }

    [Fact]
    public void Unwinding_leaves_locks_in_silence()
    {
        var seen = new List<Exception>();
        var result = Explore.Check(sim => sim.Thread(() =>
        {
            try
            {
                using (new SimLock().EnterScope())
                    sim.Join(new TaskCompletionSource().Task);
            }
            catch (Exception error)
            {
                seen.Add(error);
                throw;
            }
        }), s_few);
        Assert.IsType<DeadlockException>(result.Failure!.Error);
        Assert.All(seen, error => Assert.Contains("unwinds", error.Message));
        Assert.NotEmpty(seen);
    }

    [Fact]
    public void A_scheduler_is_not_disposed_from_inside()
    {
        var result = Explore.Check(sim => sim.Thread(sim.Scheduler.Dispose), s_few);
        Assert.Contains("cannot be disposed", Assert.IsType<InvalidOperationException>(result.Failure!.Error).Message);
    }

    [Fact]
    public void Threads_one_after_the_other_share_nothing_that_real_ones_would_not()
    {
        Explore.Check(async sim =>
        {
            using var local = new ThreadLocal<int>();
            var gate = new Lock();
            var ids = new HashSet<int>();
            for (var i = 0; i < 200; i++)
            {
                var first = i == 0;
                await sim.Thread(() =>
                {
                    Assert.Equal(0, local.Value++);
                    Assert.True(i >= 64 || ids.Add(Environment.CurrentManagedThreadId));   // a number is given again when a thread has ended
                    Assert.Equal(first, gate.TryEnter());   // the first ends with it, and keeps it
                });
            }
        }, s_few with { Executions = 3 }).ThrowOnFailure();
    }

    [Fact]
    public void An_interrupted_thread_is_named_and_ends_nothing_but_the_execution()
    {
        var result = Explore.Check(async sim =>
        {
            Thread? real = null;
            await Task.WhenAll(
                sim.Thread(() =>
                {
                    real = Thread.CurrentThread;
                    // On a busy machine the baton can arrive before the interruption does: then the next real wait is the one that is interrupted.
                    for (var i = 0; i < 10; i++)
                        sim.Sleep(TimeSpan.FromSeconds(2));
                }, "sleeper"),
                sim.Thread(() =>
                {
                    sim.Sleep(TimeSpan.FromSeconds(1));
                    Guarantees.Patience.Until(() => real!.ThreadState.HasFlag(ThreadState.WaitSleepJoin), "the sleeper to sleep");
                    real!.Interrupt();
                    sim.Sleep(TimeSpan.FromSeconds(2));
                }));
        }, s_few);
        Assert.Contains("'sleeper' was interrupted", Assert.IsType<EscapeException>(result.Failure!.Error).Message);
        Explore.Check(sim => sim.Thread(() => sim.Sleep(TimeSpan.FromSeconds(1))), s_few).ThrowOnFailure();
    }

    [Fact]
    public async Task An_interruption_that_comes_too_late_does_not_meet_what_the_real_thread_carries_next()
    {
        var met = new TaskCompletionSource<bool>();
        var carrier = Carrier.Rent();
        carrier.Begin(() =>
        {
            Thread.CurrentThread.Interrupt();
            carrier.Begin(() =>
            {
                carrier.Retire();
                try
                {
                    Thread.CurrentThread.Join(0);
                    met.SetResult(false);
                }
                catch (ThreadInterruptedException)
                {
                    met.SetResult(true);
                }
            });
        });
        Assert.False(await met.Task.InTime());
    }
}
