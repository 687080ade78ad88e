using Veda.Rx.Tests.Guarantees;
using Veda.Rx.Tests.VirtualTime;
using Xunit;

namespace Veda.Rx.Tests.Misuse;

/// <summary>Schedulers and runtimes disposed of under a stream, or before it: an error that says so, never a hang.</summary>
public sealed class DisposedSchedulerTests
{
    [Fact]
    public async Task Under_a_running_stream()
    {
        for (var round = 0; round < 30; round++)
        {
            using var endless = new Endless();
            var scheduler = new WorkStealingScheduler(new VedaOptions { Workers = 2 });
            var heard = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
            var witness = new Witness<int>(_ => heard.TrySetResult());
            using var run = endless.Numbers().ToVeda().On(scheduler).Map(x => x).Filter(x => x % 2 == 0).Subscribe(witness);
            await heard.Task.InTime();
            await Patience.OnThread(scheduler.Dispose);
            await witness.Ended.InTime();
            Assert.IsType<ObjectDisposedException>(witness.Error);
            Assert.Null(witness.Violation);
            await endless.Closed.InTime();
        }
    }

    [Fact]
    public async Task From_one_of_its_own_delegates()
    {
        using var endless = new Endless();
        var scheduler = new WorkStealingScheduler(new VedaOptions { Workers = 2 });
        var witness = new Witness<int>();
        using var run = endless.Numbers().ToVeda().On(scheduler).Map(x =>
        {
            if (x == 3000)
                scheduler.Dispose();
            return x;
        }).Subscribe(witness);
        await witness.Ended.InTime();
        Assert.IsType<ObjectDisposedException>(witness.Error);
    }

    [Fact]
    public async Task Under_every_segment_and_every_reader()
    {
        using var endless = new Endless();
        var first = new WorkStealingScheduler(new VedaOptions { Workers = 1 });
        var second = new WorkStealingScheduler(new VedaOptions { Workers = 1 });
        var stream = endless.Numbers().ToVeda().On(first).Map(x => x).On(second).Filter(_ => true);
        var heard = new CountdownEvent(3);
        var witness = new Witness<int>(x =>
        {
            if (x == 0)
                heard.Signal();
        });
        using var run = stream.Subscribe(witness);
        var pulling = Patience.OnThread(() =>
        {
            foreach (var x in stream.ToEnumerable())
            {
                if (x == 0)
                    heard.Signal();
            }
        });
        var iterating = Task.Run(async () =>
        {
            await foreach (var x in stream)
            {
                if (x == 0)
                    heard.Signal();
            }
        });
        Assert.True(heard.Wait(Patience.Limit));
        first.Dispose();
        second.Dispose();
        await witness.Ended.InTime();
        Assert.IsType<ObjectDisposedException>(witness.Error);
        await Assert.ThrowsAsync<ObjectDisposedException>(() => pulling);
        await Assert.ThrowsAsync<ObjectDisposedException>(() => iterating.InTime());
    }

    [Fact]
    public async Task Under_an_inner_sequence_that_goes_on_without_results()
    {
        for (var round = 0; round < 10; round++)
        {
            using var endless = new Endless();
            var leases = new Leases();
            var scheduler = new WorkStealingScheduler(new VedaOptions { Workers = 2 });
            var stream = VedaStream.Range(0, 10).On(scheduler);
            var watched = new VedaStream<int>(stream.Flow, stream.Settings with { Buffers = leases.Pool });
            var witness = new Witness<int>();
            using var run = watched.FlatMap(_ => endless.Numbers()).Filter(_ => false).Subscribe(witness);
            Patience.Until(() => endless.Read > 100_000, "the run did not start");
            await Patience.OnThread(scheduler.Dispose);
            await witness.Ended.InTime();
            Assert.IsType<ObjectDisposedException>(witness.Error);
            await endless.Closed.InTime();
            Patience.Until(() => leases.Open == 0, "a buffer did not come back");
        }
    }

    [Fact]
    public async Task Under_a_wait()
    {
        using var endless = new Endless();
        var scheduler = new WorkStealingScheduler(new VedaOptions { Workers = 2 });
        var waiting = Patience.OnThread(() => endless.Numbers().ToVeda().On(scheduler).Sum(x => (long)x).Wait());
        Patience.Until(() => endless.Read > 500_000, "the run did not start");
        scheduler.Dispose();
        await Assert.ThrowsAsync<ObjectDisposedException>(() => waiting);
    }

    [Fact]
    public async Task Before_the_stream()
    {
        var runtime = new VedaRuntime(new VedaOptions { Workers = 2 });
        await runtime.DisposeAsync();
        var stream = VedaStream.Range(0, 100_000).On(runtime.Scheduler).Map(x => 1);
        var witness = new Witness<int>();
        using var run = stream.Subscribe(witness);
        await witness.Ended.InTime();
        Assert.IsType<ObjectDisposedException>(witness.Error);
        await Assert.ThrowsAsync<ObjectDisposedException>(() => stream.Sum().AsTask().InTime());
        await Assert.ThrowsAsync<ObjectDisposedException>(async () =>
        {
            await foreach (var _ in stream)
            {
            }
        });
        // Whoever waits can do without helpers, as long as it needs none.
        var waited = await Patience.OnThread(() => Record.Exception(() => Assert.Equal(100_000, stream.Sum().Wait())));
        Assert.True(waited is null or ObjectDisposedException);
    }

    [Fact]
    public async Task A_runtime_twice_and_the_default_one_never()
    {
        var runtime = new VedaRuntime(new VedaOptions { Workers = 1 });
        Assert.Equal(10, await VedaStream.Range(0, 10).On(runtime.Scheduler).Count());
        runtime.Dispose();
        runtime.Dispose();
        await runtime.DisposeAsync();
        Assert.Throws<InvalidOperationException>(VedaRuntime.Default.Dispose);
        await Assert.ThrowsAsync<InvalidOperationException>(async () => await VedaRuntime.Default.DisposeAsync());
        Assert.Equal(10, await VedaStream.Range(0, 10).Count());
    }
}
