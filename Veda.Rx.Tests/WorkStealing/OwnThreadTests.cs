using System.Collections.Concurrent;
using Veda.Rx.Tests.Guarantees;
using Veda.Rx.WorkStealing;
using Xunit;

namespace Veda.Rx.Tests.WorkStealing;

public class OwnThreadTests
{
    [Fact]
    public async Task Who_joins_before_the_start_returns_after_the_end()
    {
        var hasRun = false;
        var thread = new OwnThread("started late", () => Volatile.Write(ref hasRun, true));
        var joined = Patience.OnThread(() =>
        {
            thread.Join();
            return Volatile.Read(ref hasRun);
        });
        thread.Start();
        Assert.True(await joined.InTime());
    }

    [Fact]
    public async Task Begins_when_the_thread_before_it_has_ended()
    {
        using var gate = new ManualResetEventSlim();
        var log = new ConcurrentQueue<string>();
        var first = new OwnThread("first", () =>
        {
            gate.Wait();
            log.Enqueue("first");
        });
        var second = new OwnThread("second", () => log.Enqueue("second"), after: first);
        second.Start();
        first.Start();
        gate.Set();
        await Patience.OnThread(second.Join).InTime();
        Assert.Equal(["first", "second"], log);
    }

    [Fact]
    public void A_thread_does_not_take_itself_for_another()
    {
        var isCurrent = false;
        OwnThread? thread = null;
        thread = new OwnThread("looks at itself", () => isCurrent = thread!.IsCurrent);
        thread.Start();
        thread.Join();
        Assert.True(isCurrent);
        Assert.False(thread.IsCurrent);
    }
}
