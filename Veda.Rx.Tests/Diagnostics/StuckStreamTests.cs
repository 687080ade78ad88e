using System.Reactive.Concurrency;
using System.Reactive.Linq;
using System.Reactive.Subjects;
using Veda.Rx.Tests.Guarantees;
using Veda.Rx.Tests.WorkStealing;
using Xunit;

namespace Veda.Rx.Tests.Diagnostics;

/// <summary>Why does it not finish? For each way to be stuck, the report says which it is.</summary>
public sealed class StuckStreamTests : IAsyncDisposable
{
    private readonly VedaRuntime _runtime = new(new VedaOptions { Workers = 2 });
    private readonly ManualResetEventSlim _entered = new();
    private readonly ManualResetEventSlim _release = new();

    public async ValueTask DisposeAsync()
    {
        _release.Set();
        await _runtime.DisposeAsync();
    }

    [Fact]
    public void A_source_that_never_gives_anything()
    {
        using var running = Observable.Never<int>().ToVeda().On(_runtime.Scheduler).Map(x => x + 1).Subscribe(_ => { });
        Says("waits for its source (ObservableSource<Int32>): nothing has arrived yet");
    }

    [Fact]
    public void A_source_that_gives_no_more()
    {
        using var source = new Subject<int>();
        using var running = source.ToVeda().On(_runtime.Scheduler).Subscribe(_ => _entered.Set());
        source.OnNext(1);
        _entered.AwaitOrFail();
        Says("waits for its source (ObservableSource<Int32>): nothing has arrived for ");
        Assert.Equal(1, Assert.Single(_runtime.Diagnose().Streams).Parts[0].Position);
    }

    [Fact]
    public void One_of_two_sources_that_never_gives_anything()
    {
        var (silent, ready) = (Observable.Never<int>().ToVeda(), VedaStream.Range(0, 10));
        using var first = silent.Zip(ready).On(_runtime.Scheduler).Map(x => x).Subscribe(_ => { });
        Says("waits for its source (the first of ZipFlow<Int32, Int32>): nothing has arrived yet");
        using var second = ready.Zip(silent).On(_runtime.Scheduler).Map(x => x).Subscribe(_ => { });
        Says("waits for its source (the second of ZipFlow<Int32, Int32>): nothing has arrived yet");
    }

    [Fact]
    public void A_source_that_blocks()
    {
        using var running = Blocking().ToVeda().On(_runtime.Scheduler).Subscribe(_ => { });
        _entered.AwaitOrFail();
        Says("its source (EnumerableSource<Int32>) has not returned: worker 1 has been reading from it for at most ");
        IEnumerable<int> Blocking()
        {
            Block();
            yield return 1;
        }
    }

    [Fact]
    public async Task A_source_whose_subscription_blocks()
    {
        var source = Observable.Create<int>(_ =>
        {
            Block();
            return () => { };
        });
        var waiter = Patience.OnThread(() => source.ToVeda().On(_runtime.Scheduler).WithCancellation(Released()).Count().Wait());
        _entered.AwaitOrFail();
        Says("stream 1, thread ");
        Says("waits for its source (ObservableSource<Int32>): nothing has arrived yet");
        _release.Set();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => waiter);
    }

    [Fact]
    public async Task A_source_that_blocks_when_it_is_closed()
    {
        var waiter = Patience.OnThread(() => Endless().ToVeda().On(_runtime.Scheduler).Map(x => x).First().Wait());
        _entered.AwaitOrFail();
        Says("stream 1, thread ");
        Says("is over, but its source (EnumerableSource<Int32>) is still being closed: ");
        _release.Set();
        Assert.Equal(1, await waiter);
        IEnumerable<int> Endless()
        {
            try
            {
                while (true)
                    yield return 1;
            }
            finally
            {
                Block();
            }
        }
    }

    [Fact]
    public void An_observer_that_blocks()
    {
        using var running = VedaStream.Range(0, 10).On(_runtime.Scheduler).Subscribe(_ => Block());
        _entered.AwaitOrFail();
        Says("its observer has not returned: worker ");
    }

    [Fact]
    public void A_delegate_that_blocks()
    {
        using var running = VedaStream.Range(0, 20_000).On(_runtime.Scheduler).WithBatch(10, 10).Map(Checked).Subscribe(_ => { });
        _entered.AwaitOrFail();
        Says("the reorder window is full: batch 340, at position 3,400, is not finished: worker ");
        int Checked(int x)
        {
            if (x == 3405)
                Block();
            return x;
        }
    }

    [Fact]
    public void A_sequence_inside_that_never_ends()
    {
        using var running = VedaStream.Range(0, 10).On(_runtime.Scheduler).FlatMap(x => x == 0 ? Observable.Never<int>() : Observable.Return(x)).Subscribe(_ => { });
        Says("lane waits for inner sequences that have nothing at present");
    }

    [Fact]
    public async Task A_reader_that_does_not_read()
    {
        await using var reader = VedaStream.Range(0, 10_000_000).On(_runtime.Scheduler).Map(x => x + 1).GetAsyncEnumerator(TestContext.Current.CancellationToken);
        Assert.True(await reader.MoveNextAsync());
        Says("waits for a caller to read: results are ready, and there is no room for more until some are read");
    }

    [Fact]
    public void A_channel_that_nobody_reads()
    {
        var channel = VedaStream.Range(0, 10_000_000).On(_runtime.Scheduler).ToChannel(10);
        Says("waits for a caller to read: results are ready");
        GC.KeepAlive(channel);
    }

    [Fact]
    public void A_scheduler_that_is_busy_with_something_else()
    {
        using var both = new CountdownEvent(2);
        for (var i = 0; i < 2; i++)
        {
            _runtime.Scheduler.Schedule(() =>
            {
                both.Signal();
                Block();
            });
        }
        both.AwaitOrFail();
        using var running = VedaStream.Range(0, 10).On(_runtime.Scheduler).Subscribe(_ => { });
        Says("waits for a worker: all 2 that may run are busy with something else");
        Assert.All(_runtime.Diagnose().Scheduler.Workers, worker => Assert.True(worker is { IsBusy: true, Elapsed: not null }));
    }

    [Fact]
    public void A_run_whose_delegate_needs_a_lock_that_its_waiter_holds()
    {
        var shared = new Lock();
        var entered = 0;
        Thread? waiter = null;
        waiter = new Thread(() =>
        {
            lock (shared)
                VedaStream.Range(0, int.MaxValue).On(_runtime.Scheduler).TakeWhile(_ => !_release.IsSet).ForEach(Locked).Wait();
        });
        void Locked(int x)
        {
            Thread.SpinWait(100);   // dear enough that a worker comes to help
            if (Thread.CurrentThread == waiter || Interlocked.Exchange(ref entered, 1) == 1)
                return;
            _entered.Set();
            // What is tested would never end: so a lock that can be given up.
            while (!_release.IsSet)
            {
                if (shared.TryEnter(10))
                    shared.Exit();
            }
        }
        waiter.Start();
        _entered.AwaitOrFail();
        Says($"thread {waiter.ManagedThreadId} waits for the result: if what worker ");
        Says($" runs needs a lock that thread {waiter.ManagedThreadId} holds, neither goes on");
        _release.Set();
        waiter.Join();
    }

    [Fact]
    public void A_stream_that_waits_for_another()
    {
        using var running = VedaStream.Range(0, 1).On(_runtime.Scheduler).Map(_ => Observable.Never<int>().ToVeda().On(_runtime.Scheduler).WithCancellation(Released()).Count().Wait()).Subscribe(_ => { }, _ => { });
        Says("there worker ");
        Says(" waits for stream 2");
        Says("waits for its source (ObservableSource<Int32>): nothing has arrived yet");
    }

    [Fact]
    public void A_stream_that_a_thread_waits_for_is_seen_though_it_has_used_no_worker()
    {
        var waiter = new Thread(() => VedaStream.Range(0, 1).On(_runtime.Scheduler).ForEach(_ => Block()).Wait());
        waiter.Start();
        _entered.AwaitOrFail();
        Says($"stream 1, thread {waiter.ManagedThreadId} waits for it");
        Says($": thread {waiter.ManagedThreadId} ");
        _release.Set();
        waiter.Join();
        Assert.Empty(_runtime.Diagnose().Streams);
    }

    [Fact]
    public void A_part_on_a_foreign_scheduler_says_what_that_lacks()
    {
        using var running = Observable.Never<int>().ToVeda().On(TaskPoolScheduler.Default).Map(x => x).On(_runtime.Scheduler).Map(x => x).Subscribe(_ => { });
        Says("TaskPoolScheduler has no IWorkQueue, no IWorkerPool, no IParticipation");
        Says("ObservableSource<Int32> on TaskPoolScheduler: at position 0");
    }

    [Fact]
    public void A_stream_that_has_ended_is_gone()
    {
        Assert.Equal(45, VedaStream.Range(0, 10).On(_runtime.Scheduler).Sum().Wait());
        using var running = Observable.Never<int>().ToVeda().On(_runtime.Scheduler).Subscribe(_ => { });
        Assert.Single(_runtime.Diagnose().Streams);
        running.Dispose();
        Assert.Empty(_runtime.Diagnose().Streams);
        Assert.Contains("no running streams", _runtime.Diagnose().ToString());
    }

    private CancellationToken Released()
    {
        var source = new CancellationTokenSource();
        ThreadPool.RegisterWaitForSingleObject(_release.WaitHandle, (_, _) => source.Cancel(), null, -1, executeOnlyOnce: true);
        return source.Token;
    }

    private void Block()
    {
        _entered.Set();
        _release.AwaitOrFail();
    }

    /// <summary>The streams get there by themselves, sooner or later.</summary>
    private void Says(string text)
    {
        var report = "";
        if (!SpinWait.SpinUntil(() => (report = _runtime.Diagnose().ToString()).Contains(text, StringComparison.Ordinal), Hang.Limit))
            Assert.Fail($"\"{text}\" is not in\n{report}");
    }
}
