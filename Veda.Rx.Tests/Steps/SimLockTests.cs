using Veda.Rx.Testing;
using Xunit;

namespace Veda.Rx.Tests.Steps;

/// <summary>Locks, conditions and interlocked operations of simulated threads do what the real ones do.</summary>
public sealed class SimLockTests
{
    private static readonly ExploreOptions s_some = new() { Executions = 500 };

    [Fact]
    public void A_lock_is_recursive_and_belongs_to_one()
    {
        Explore.Check(async sim =>
        {
            var gate = new SimLock();
            var inside = 0;
            await Task.WhenAll(Enumerable.Range(0, 3).Select(_ => sim.Thread(() =>
            {
                using (gate.EnterScope())
                {
                    using (gate.EnterScope())
                        Assert.True(gate.IsHeldByCurrentThread);
                    Assert.Equal(1, ++inside);
                    sim.Point("inside", Access.Write);
                    inside--;
                }
                Assert.False(gate.IsHeldByCurrentThread);
            })));
        }, s_some).ThrowOnFailure();
    }

    [Fact]
    public void Who_does_not_have_it_cannot_give_it_up()
    {
        var error = Explore.Check(sim => sim.Thread(() => new SimLock("gate").Exit(), "thief"), s_some).Failure!.Error;
        Assert.Contains("'thief' exits gate and does not have it", Assert.IsType<SynchronizationLockException>(error).Message);
        Assert.IsType<SynchronizationLockException>(Explore.Check(sim => sim.Thread(() => SimMonitor.Pulse(new object())), s_some).Failure!.Error);
        Assert.IsType<SynchronizationLockException>(Explore.Check(sim => sim.Thread(() => SimMonitor.Wait(new object())), s_some).Failure!.Error);
    }

    private static readonly SimLock s_gate = new("static");

    [Fact]
    public void One_that_explorations_share_is_another_one_in_each_execution()
    {
        static async Task Body(SimContext sim)
        {
            var inside = 0;
            await Task.WhenAll(Enumerable.Range(0, 3).Select(_ => sim.Thread(() =>
            {
                using (s_gate.EnterScope())
                {
                    Assert.Equal(1, ++inside);
                    sim.Point("inside", Access.Write);
                    inside--;
                }
            })));
        }

        Assert.All(Enumerable.Range(0, 4).AsParallel().WithDegreeOfParallelism(4).Select(seed => Explore.Check(Body, s_some with { Seed = (ulong)seed }).Failure?.Error), error => Assert.Null(error));

        // One that ends with the lock keeps it, as on a real thread, but not in the next execution.
        Explore.Check(async sim =>
        {
            await sim.Thread(s_gate.Enter);
            await sim.Thread(() => Assert.False(s_gate.TryEnter()));
        }, s_some).ThrowOnFailure();
        Explore.Check(Body, s_some).ThrowOnFailure();
    }

    [Fact]
    public void Trying_gets_it_or_not()
    {
        var (got, refused) = (0, 0);
        Explore.Check(async sim =>
        {
            var gate = new SimLock();
            await Task.WhenAll(Enumerable.Range(0, 2).Select(_ => sim.Thread(() =>
            {
                if (!gate.TryEnter())
                {
                    refused++;
                    return;
                }
                got++;
                sim.Point("inside", Access.Write);
                gate.Exit();
            })));
        }, s_some).ThrowOnFailure();
        Assert.True(got > 500);
        Assert.True(refused > 10);
    }

    [Theory]
    [InlineData(1, false)]
    [InlineData(3, true)]
    [InlineData(-1, true)]
    public void Trying_for_a_while_gets_it_in_time_or_not(int seconds, bool gets)
    {
        var time = seconds < 0 ? Timeout.InfiniteTimeSpan : TimeSpan.FromSeconds(seconds);
        Explore.Check(async sim =>
        {
            var (gate, monitor) = (new SimLock(), new object());
            await Task.WhenAll(
                sim.Thread(() =>
                {
                    using (gate.EnterScope())
                    using (SimMonitor.Scope(monitor))
                        sim.Sleep(TimeSpan.FromSeconds(2));
                }),
                sim.Thread(() =>
                {
                    sim.Sleep(TimeSpan.FromTicks(1));
                    Assert.Equal(gets, gate.TryEnter(time));
                    Assert.Equal(gets, gate.IsHeldByCurrentThread);
                    Assert.Equal(TimeSpan.FromSeconds(gets ? 2 : 1).Ticks + (gets ? 0 : 1), sim.Scheduler.Clock);
                    Assert.Equal(gets, SimMonitor.TryEnter(monitor, TimeSpan.Zero));
                }));
            await sim.Thread(() => Assert.Throws<ArgumentOutOfRangeException>(() => gate.TryEnter(TimeSpan.FromSeconds(-2))));
        }, s_some).ThrowOnFailure();
    }

    [Fact]
    public void Interlocked_operations_are_those_of_the_framework()
    {
        var operations = typeof(Interlocked).GetMethods().Where(method => method.DeclaringType == typeof(Interlocked) && method.Name is not ("SpeculationBarrier" or "GetHashCode")).Select(method => method.Name).ToHashSet();
        Assert.Superset(operations, typeof(SimInterlocked).GetMethods().Where(method => method.DeclaringType == typeof(SimInterlocked)).Select(method => method.Name).ToHashSet());
        Explore.Check(sim => sim.Thread(() =>
        {
            var (flags, wide, day, truth) = (0b1010u, 0b1010UL, DayOfWeek.Monday, false);
            Assert.Equal(0b1010u, SimInterlocked.And(ref flags, 0b0110u));
            Assert.Equal(0b0010u, SimInterlocked.Or(ref flags, 0b0001u));
            Assert.Equal(0b1010UL, SimInterlocked.Or(ref wide, 0b0101UL));
            Assert.Equal((0b0011u, 15UL), (flags, SimInterlocked.Read(ref wide)));
            Assert.Equal(DayOfWeek.Monday, SimInterlocked.CompareExchange(ref day, DayOfWeek.Friday, DayOfWeek.Monday));
            Assert.Equal((DayOfWeek.Friday, false), (day, SimInterlocked.Exchange(ref truth, true)));
            Assert.Equal((4u, 16UL), (SimInterlocked.Increment(ref flags), SimInterlocked.Add(ref wide, 1)));
        }), s_some with { Executions = 3 }).ThrowOnFailure();
    }

    [Fact]
    public void A_wait_that_nobody_pulses_ends_with_its_time()
    {
        Explore.Check(async sim =>
        {
            var gate = new object();
            var pulsed = true;
            await sim.Thread(() =>
            {
                using (SimMonitor.Scope(gate))
                {
                    using (SimMonitor.Scope(gate))
                        pulsed = SimMonitor.Wait(gate, TimeSpan.FromSeconds(3));
                    Assert.True(SimMonitor.IsEntered(gate));
                }
            });
            Assert.False(pulsed);
            Assert.Equal(TimeSpan.FromSeconds(3), sim.Scheduler.Now.TimeOfDay);
        }, s_some).ThrowOnFailure();
    }

    [Fact]
    public void A_pulse_wakes_one_and_a_pulse_of_all_wakes_all()
    {
        static async Task Body(SimContext sim, bool all)
        {
            var gate = new object();
            var (waiting, woken) = (0, 0);
            var waiters = Enumerable.Range(0, 2).Select(_ => sim.Thread(() =>
            {
                using (SimMonitor.Scope(gate))
                {
                    waiting++;
                    if (SimMonitor.Wait(gate, TimeSpan.FromHours(1)))
                        woken++;
                }
            })).ToArray();
            await sim.Thread(() =>
            {
                while (true)
                {
                    using var scope = SimMonitor.Scope(gate);
                    if (waiting < 2)
                        continue;
                    if (all)
                        SimMonitor.PulseAll(gate);
                    else
                        SimMonitor.Pulse(gate);
                    return;
                }
            });
            await Task.WhenAll(waiters);
            Assert.Equal(all ? 2 : 1, woken);
        }

        Explore.Check(sim => Body(sim, all: false), s_some).ThrowOnFailure();
        Explore.Check(sim => Body(sim, all: true), s_some).ThrowOnFailure();
    }

    [Fact]
    public void Interlocked_operations_are_one_step_and_real_outside()
    {
        Explore.Check(async sim =>
        {
            var (count, total, top) = (0, 0L, (object?)null);
            await Task.WhenAll(Enumerable.Range(0, 3).Select(i => sim.Thread(() =>
            {
                SimInterlocked.Increment(ref count);
                SimInterlocked.Add(ref total, i);
                SimInterlocked.CompareExchange(ref top, new object(), null);
            })));
            Assert.Equal((3, 3L), (count, total));
            Assert.NotNull(top);
        }, s_some).ThrowOnFailure();

        var outside = 1;
        Assert.Equal(2, SimInterlocked.Increment(ref outside));
        Assert.Equal(2, SimInterlocked.Exchange(ref outside, 9));
        Assert.Equal(9, SimInterlocked.CompareExchange(ref outside, 4, 9));
        SimInterlocked.MemoryBarrier();
        var variable = new SimVariable<int>(5);
        variable.Write(6);
        Assert.Equal((6, 6), (variable.Read(), variable.Exchange(7)));
    }

    [Fact]
    public void A_thread_sees_its_own_stores_at_once_and_those_of_others_in_order()
    {
        var behind = 0;
        Explore.Check(async sim =>
        {
            SimVariable<int> first = new(0, "first"), second = new(0, "second");
            await Task.WhenAll(sim.Thread(() =>
            {
                first.Write(1);
                second.Write(1);
                Assert.Equal((1, 1), (first.Read(), second.Read()));
                sim.Point("elsewhere", Access.Read);
                if (second.Read() == 1)
                    behind++;
            }), sim.Thread(() =>
            {
                if (second.Read() == 1)
                    Assert.Equal(1, first.Read());
            }));
            Assert.Equal((1, 1), (first.Read(), second.Read()));   // the end of a thread is a fence
        }, s_some).ThrowOnFailure();
        Assert.True(behind > 0);
    }
}
