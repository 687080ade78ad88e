using System.Reactive.Linq;
using Xunit;

namespace Veda.Rx.Tests.Guarantees;

/// <summary>
/// Waiting for a stream itself, with Rx imported: <c>foreach</c>, <c>Wait()</c> and <c>await</c> mean what they mean in Rx,
/// but are ours, so that the waiting thread takes part.
/// </summary>
public sealed class WaitingTests : IDisposable
{
    private readonly WorkStealingScheduler _one = new(new VedaOptions { Workers = 1 });

    public void Dispose() => _one.Dispose();

    [Fact]
    public async Task A_delegate_waits_on_the_only_worker_inside_a_lock()
    {
        var gate = new object();
        foreach (var inner in (Func<VedaStream<int>, int>[])[Looped, Waited, Spread])
        {
            var outer = VedaStream.Range(0, 100).WithBatch(1, 2).On(_one).Map(x =>
            {
                lock (gate)
                    return inner(VedaStream.Range(0, 3000).On(_one).Map(y => y % 1000));
            });
            Assert.Equal(100 * 999, await outer.Sum().AsTask().InTime());
            Assert.Equal(100 * 999, await Patience.OnThread(() => outer.Sum().Wait()));
        }

        static int Looped(VedaStream<int> stream)
        {
            var last = 0;
            foreach (var x in stream)
                last = x;
            return last;
        }

        static int Waited(VedaStream<int> stream) => stream.Wait();

        static int Spread(VedaStream<int> stream) => ((int[])[.. stream])[^1];
    }

    [Fact]
    public async Task An_observer_on_the_only_worker_awaits()
    {
        var inner = VedaStream.Range(0, 3000).On(_one);
        var seen = await inner.Map(async _ => await inner).Take(20).ToList().AsTask().InTime();
        Assert.All(await Task.WhenAll(seen).InTime(), last => Assert.Equal(2999, last));
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(5000)]
    public async Task Wait_and_await_mean_what_they_mean_in_rx(int count)
    {
        var stream = VedaStream.Range(0, count).Filter(x => x >= 0);
        var failing = stream.Concat(VedaStream.Throw<int>(new IOException("behind")));
        foreach (var s in new[] { stream, failing })
        {
            var theirs = Record.Exception(() => Observable.Wait(s)) is { } error ? error.GetType().Name : $"{Observable.Wait(s)}";
            Assert.Equal(theirs, Record.Exception(() => s.Wait()) is { } thrown ? thrown.GetType().Name : $"{s.Wait()}");
            var task = Task.Run(async () => await s);
            Assert.Equal(theirs, await Record.ExceptionAsync(() => task.InTime()) is { } awaited ? awaited.GetType().Name : $"{await task}");
        }
    }

    [Fact]
    public void A_token_ends_the_wait()
    {
        using var cancellation = new CancellationTokenSource();
        var stream = VedaStream.Range(0, int.MaxValue).Inspect(x => { if (x == 100) cancellation.Cancel(); });
        Assert.Equal(cancellation.Token, Assert.Throws<OperationCanceledException>(() => stream.Wait(cancellation.Token)).CancellationToken);
    }

    [Fact]
    public void A_loop_sees_the_elements_before_an_error_and_then_the_error()
    {
        var seen = new List<int>();
        var stream = VedaStream.Range(0, 5000).Map(x => x == 3000 ? throw new IOException("at 3000") : x);
        var error = Assert.Throws<IOException>(() =>
        {
            foreach (var x in stream)
                seen.Add(x);
        });
        Assert.Equal("at 3000", error.Message);
        Assert.Equal(Enumerable.Range(0, 3000), seen);
    }

    [Fact]
    public void Leaving_a_loop_ends_the_run_of_an_endless_stream_that_was_not_read_far_ahead()
    {
        var closed = 0;
        var read = 0L;
        foreach (var x in Endless().ToVeda().Map(x => x))
        {
            if (x == 100_000)
                break;
        }
        Patience.Until(() => Volatile.Read(ref closed) == 1, "the source is not closed");
        Assert.InRange(read, 100_000, 100_000 + 262_144 + 2 * 65_536 + 4096 + 4096);

        IEnumerable<int> Endless()
        {
            try
            {
                for (var i = 0; ; i++)
                {
                    read++;
                    yield return i;
                }
            }
            finally
            {
                Volatile.Write(ref closed, 1);
            }
        }
    }
}
