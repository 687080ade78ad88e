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
                ping.Wait();
                pong.Wake();
            }
        });
        await Patience.OnThread(() =>
        {
            for (var i = 0; i < Turns; i++)
            {
                ping.Wake();
                pong.Wait();
            }
        });
        await other;
    }

    [Fact]
    public async Task Wakes_before_the_sleep_are_one_permit()
    {
        var parker = new Parker();
        var slept = 0;
        parker.Wake();
        parker.Wake();
        Thread? sleeper = null;
        var end = Patience.OnThread(() =>
        {
            sleeper = Thread.CurrentThread;
            parker.Wait();
            Volatile.Write(ref slept, 1);
            parker.Wait();
            Volatile.Write(ref slept, 2);
        });
        Patience.Until(() => Volatile.Read(ref slept) == 1 && Sleeps(sleeper!), "the second sleep never began");
        parker.Wake();
        await end;
        Assert.Equal(2, slept);
    }

    [Fact]
    public async Task A_sleep_that_is_interrupted_leaves_a_parker_for_another_thread()
    {
        var parker = new Parker();
        Thread? sleeper = null;
        var interrupted = Patience.OnThread(() =>
        {
            sleeper = Thread.CurrentThread;
            return Record.Exception(() => parker.Wait());
        });
        Patience.Until(() => sleeper is not null && Sleeps(sleeper), "the first thread never slept");
        sleeper!.Interrupt();
        Assert.IsType<ThreadInterruptedException>(await interrupted);

        Thread? next = null;
        var slept = Patience.OnThread(() =>
        {
            next = Thread.CurrentThread;
            parker.Wait();
        });
        Patience.Until(() => next is not null && Sleeps(next), "the second thread never slept");
        parker.Wake();
        await slept;
    }

    private static bool Sleeps(Thread thread) => thread.ThreadState.HasFlag(ThreadState.WaitSleepJoin);
}
