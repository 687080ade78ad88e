using System.Reactive.Disposables;
using Veda.Rx.Tests.Equivalence;
using Veda.Rx.Tests.Guarantees;
using Xunit;

namespace Veda.Rx.Tests.Misuse;

/// <summary>Subscriptions disposed twice, by many threads, and inside every kind of callback.</summary>
public sealed class DisposalTests
{
    [Fact]
    public async Task Twice_and_from_many_threads()
    {
        foreach (var worker in Worker.Real)
        {
            for (var round = 0; round < 20; round++)
            {
                using var endless = new Endless();
                var heard = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
                var witness = new Witness<int>(_ => heard.TrySetResult());
                var run = endless.Numbers().ToVeda().On(worker.Scheduler()).Map(x => x).Filter(_ => true).Scan((a, b) => a ^ b).Subscribe(witness);
                await heard.Task.InTime();
                await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => Task.Run(run.Dispose))).InTime();
                run.Dispose();
                await endless.Closed.InTime();
                Assert.Null(witness.Violation);
                Assert.False(witness.Completed);
                Assert.Null(witness.Error);
            }
        }
    }

    [Fact]
    public async Task Before_anything_was_heard_and_after_everything()
    {
        for (var round = 0; round < 200; round++)
        {
            var early = new Witness<int>();
            VedaStream.Range(0, 1000).Map(x => x).Subscribe(early).Dispose();
            var late = new Witness<int>();
            var run = VedaStream.Range(0, 10).Subscribe(late);
            await late.Ended.InTime();
            run.Dispose();
            run.Dispose();
            Assert.Null(early.Violation);
            Assert.Null(late.Violation);
            Assert.Equal(11, late.Notifications);
        }
    }

    [Fact]
    public async Task Inside_a_delegate_a_source_and_its_disposal()
    {
        foreach (var place in new[] { "delegate", "MoveNext", "Dispose", "key", "inner" })
        {
            var handle = new SingleAssignmentDisposable();
            var done = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
            using var assigned = new ManualResetEventSlim();
            void Here(string where)
            {
                if (where != place)
                    return;
                assigned.Wait(Patience.Limit);
                handle.Dispose();
                done.TrySetResult();
            }
            IEnumerable<int> Source()
            {
                try
                {
                    for (var i = 0; i < 100_000; i++)
                    {
                        if (i == 50)
                            Here("MoveNext");
                        yield return i;
                    }
                }
                finally
                {
                    Here("Dispose");
                }
            }
            IEnumerable<int> Inner(int x)
            {
                yield return x;
                if (x == 50)
                    Here("inner");
            }
            var witness = new Witness<int>();
            handle.Disposable = Source().ToVeda().Map(x =>
            {
                if (x == 50)
                    Here("delegate");
                return x;
            }).FlatMap(Inner).CountBy(x =>
            {
                if (x == 50)
                    Here("key");
                return x % 10;
            }).Map(p => p.Value).Subscribe(witness);
            assigned.Set();
            await done.Task.InTime();
            Assert.Null(witness.Violation);
        }
    }

    [Fact]
    public async Task Inside_the_terminal_notification()
    {
        foreach (var fails in new[] { false, true })
        {
            using var assigned = new ManualResetEventSlim();
            IDisposable run = null!;
            var over = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
            void End()
            {
                assigned.Wait(Patience.Limit);
                run.Dispose();
                over.SetResult();
            }
            run = VedaStream.Range(0, 3000).Map(x => fails && x == 2000 ? throw new IOException() : x).Subscribe(_ => { }, _ => End(), End);
            assigned.Set();
            await over.Task.InTime();
        }
    }

    [Fact]
    public async Task An_enumerator_twice_and_before_its_first_element()
    {
        using var endless = new Endless();
        var stream = endless.Numbers().ToVeda().Map(x => x);
        var asynchronous = stream.GetAsyncEnumerator();
        await asynchronous.DisposeAsync();
        await Assert.ThrowsAsync<ObjectDisposedException>(async () => await asynchronous.MoveNextAsync());
        Assert.Equal(0, endless.Read);
        asynchronous = stream.GetAsyncEnumerator();
        Assert.True(await asynchronous.MoveNextAsync());
        await asynchronous.DisposeAsync();
        await asynchronous.DisposeAsync();
        var enumerator = stream.ToEnumerable().GetEnumerator();
        Assert.True(enumerator.MoveNext());
        enumerator.Dispose();
        enumerator.Dispose();
        await endless.Closed.InTime();
    }

    [Fact]
    public async Task A_reader_that_waits_is_interrupted_and_the_run_ends()
    {
        using var endless = new Endless();
        Thread? waiter = null;
        var entered = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var source = StuckBehind(entered);
        var waiting = Patience.OnThread(() =>
        {
            waiter = Thread.CurrentThread;
            return Record.Exception(() => source.ToVeda().Sum().Wait());
        });
        await entered.Task.InTime();
        Patience.Until(() => waiter!.ThreadState.HasFlag(ThreadState.WaitSleepJoin), "the reader never waited");
        waiter!.Interrupt();
        Assert.IsType<ThreadInterruptedException>(await waiting);
        await s_closed.Task.InTime();
    }

    private static readonly TaskCompletionSource s_closed = new(TaskCreationOptions.RunContinuationsAsynchronously);

    /// <summary>One element, then nothing until the run is over.</summary>
    private static async IAsyncEnumerable<int> StuckBehind(TaskCompletionSource entered, [System.Runtime.CompilerServices.EnumeratorCancellation] CancellationToken cancellation = default)
    {
        yield return 1;
        entered.SetResult();
        try
        {
            await new TaskCompletionSource().Task.WaitAsync(cancellation);
        }
        finally
        {
            s_closed.SetResult();
        }
    }
}
