using Veda.Rx.Internal;
using Veda.Rx.Tests.Guarantees;
using Xunit;

namespace Veda.Rx.Tests.WorkStealing;

/// <summary>The parker on real threads. Its interleavings are explored in Races.</summary>
public class ParkerTests
{
    [Fact]
    public async Task Two_threads_that_wake_each_other_lose_no_wake()
    {
        const int Turns = 20_000;
        Parker ping = new(), pong = new();
        var other = Patience.OnThread(() =>
        {
            for (var i = 0; i < Turns; i++)
            {
                ping.Wait(spins: true);
                pong.Wake();
            }
        });
        await Patience.OnThread(() =>
        {
            for (var i = 0; i < Turns; i++)
            {
                ping.Wake();
                pong.Wait(spins: true);
            }
        });
        await other;
    }

    [Fact]
    public async Task Wakes_before_the_sleep_are_one_permit()
    {
        var parker = new Parker();
        parker.Wake();
        parker.Wake();
        var (_, end) = Sleeping(() =>
        {
            parker.Wait(spins: false);
            parker.Wait(spins: false);
        });
        Assert.False(end.IsCompleted);
        parker.Wake();
        await end;
    }

    [Fact]
    public async Task A_sleep_that_is_interrupted_leaves_the_parker_to_another_thread()
    {
        var parker = new Parker();
        var (sleeper, interrupted) = Sleeping(() => Assert.Throws<ThreadInterruptedException>(() => parker.Wait(spins: false)));
        sleeper.Interrupt();
        await interrupted;

        var (_, end) = Sleeping(() => parker.Wait(spins: false));
        parker.Wake();
        await end;
    }

    [Fact]
    public async Task A_wake_after_an_interrupted_sleep_is_for_the_next_one()
    {
        var parker = new Parker();
        var (sleeper, interrupted) = Sleeping(() => Assert.Throws<ThreadInterruptedException>(() => parker.Wait(spins: false)));
        sleeper.Interrupt();
        await interrupted;
        parker.Wake();
        await Patience.OnThread(() => parker.Wait(spins: false));
    }

    /// <summary>As the message loop of a COM apartment does: what waits on a thread lets other code run there, which waits too.</summary>
    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_sleep_inside_of_a_sleep_takes_nothing_from_it(bool innerFirst)
    {
        Parker outer = new(), inner = new();
        using var innerSleeps = new SemaphoreSlim(0);
        var (_, end) = Sleeping(() =>
        {
            SynchronizationContext.SetSynchronizationContext(new Nesting(inner, innerSleeps));
            outer.Wait(spins: false);
        });
        await innerSleeps.WaitAsync().InTime();
        (innerFirst ? inner : outer).Wake();
        (innerFirst ? outer : inner).Wake();
        await end;
    }

    /// <summary>Starts a thread, and returns when it sleeps.</summary>
    private static (Thread Thread, Task End) Sleeping(Action body)
    {
        Thread? thread = null;
        var end = Patience.OnThread(() =>
        {
            Volatile.Write(ref thread, Thread.CurrentThread);
            body();
        });
        Patience.Until(() => Volatile.Read(ref thread)?.ThreadState.HasFlag(ThreadState.WaitSleepJoin) == true, "the thread never slept");
        return (thread!, end);
    }

    /// <summary>Its first wait sleeps on another parker before.</summary>
    private sealed class Nesting : SynchronizationContext
    {
        private readonly Parker _inner;
        private readonly SemaphoreSlim _entered;
        private bool _nested;

        public Nesting(Parker inner, SemaphoreSlim entered)
        {
            (_inner, _entered) = (inner, entered);
            SetWaitNotificationRequired();
        }

        public override int Wait(IntPtr[] waitHandles, bool waitAll, int millisecondsTimeout)
        {
            if (!_nested)
            {
                _nested = true;
                _entered.Release();
                _inner.Wait(spins: false);
            }
            return WaitHelper(waitHandles, waitAll, millisecondsTimeout);
        }
    }
}
