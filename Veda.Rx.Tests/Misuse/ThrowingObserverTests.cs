using System.Collections.Concurrent;
using Veda.Rx.Tests.Guarantees;
using Xunit;

namespace Veda.Rx.Tests.Misuse;

/// <summary>Observers that throw: the runtime's handler is told, the stream stops, everything else goes on.</summary>
public sealed class ThrowingObserverTests : IDisposable
{
    private readonly ConcurrentQueue<Exception> _unhandled = new();
    private readonly VedaRuntime _runtime;

    public ThrowingObserverTests() => _runtime = new VedaRuntime(new VedaOptions { Workers = 2, UnhandledException = _unhandled.Enqueue });

    public void Dispose() => _runtime.Dispose();

    public enum Where { OnNext, OnError, OnCompleted }

    [Theory]
    [InlineData(Where.OnNext)]
    [InlineData(Where.OnError)]
    [InlineData(Where.OnCompleted)]
    public async Task The_handler_is_told_and_the_stream_is_stopped(Where place)
    {
        for (var round = 0; round < 20; round++)
        {
            using var endless = new Endless();
            var observer = new Thrower(place);
            var source = place switch
            {
                Where.OnNext => endless.Numbers().ToVeda(),
                Where.OnError => endless.Numbers().ToVeda().Map(x => x == 10 ? throw new IOException() : x),
                _ => endless.Numbers().ToVeda().Take(10),
            };
            using var run = source.On(_runtime.Scheduler).Subscribe(observer);
            await endless.Closed.InTime();
            Patience.Until(() => !_unhandled.IsEmpty, "the handler was not told");
            Assert.Same(observer.Exception, Assert.Single(_unhandled));
            Assert.Equal(place switch { Where.OnNext => 5, _ => 11 }, observer.Heard);
            _unhandled.Clear();
        }
        Assert.Equal(4950, await VedaStream.Range(0, 100).On(_runtime.Scheduler).Sum().AsTask().InTime());
    }

    [Theory]
    [InlineData(Where.OnNext)]
    [InlineData(Where.OnError)]
    [InlineData(Where.OnCompleted)]
    public async Task The_same_for_a_single_result(Where place)
    {
        var observer = new Thrower(place, at: 1);
        var stream = VedaStream.Range(0, 100).On(_runtime.Scheduler).Map(x => place == Where.OnError && x == 50 ? throw new IOException() : x);
        using var run = stream.Sum().Subscribe(observer);
        Patience.Until(() => !_unhandled.IsEmpty, "the handler was not told");
        Assert.Equal(place == Where.OnCompleted ? 2 : 1, observer.Heard);
        await _runtime.DisposeAsync();
        Assert.Same(observer.Exception, Assert.Single(_unhandled));
    }

    [Fact]
    public void The_handler_is_told_of_the_observer_even_if_the_source_cannot_be_closed()
    {
        var observer = new Thrower(Where.OnNext);
        using var run = ((IEnumerable<int>)new ThrowingSequence(Place.Dispose, 100_000)).ToVeda().On(_runtime.Scheduler).Subscribe(observer);
        Patience.Until(() => _unhandled.Contains(observer.Exception), "the handler was not told");
    }

    [Fact]
    public async Task Many_at_once_leave_the_pool_alive()
    {
        var runs = Enumerable.Range(0, 200).Select(_ => VedaStream.Range(0, 1000).On(_runtime.Scheduler).Map(x => x).Subscribe(new Thrower(Where.OnNext))).ToArray();
        Patience.Until(() => _unhandled.Count == 200, "not every exception was told");
        Assert.Equal(499_500, await VedaStream.Range(0, 1000).On(_runtime.Scheduler).Sum().AsTask().InTime());
        foreach (var run in runs)
            run.Dispose();
    }

    private sealed class Thrower(Where place, int at = 5) : IObserver<int>
    {
        private int _heard;

        public InvalidTimeZoneException Exception { get; } = new("by the observer");

        public int Heard => Volatile.Read(ref _heard);

        public void OnNext(int value)
        {
            if (Interlocked.Increment(ref _heard) == at && place == Where.OnNext)
                throw Exception;
        }

        public void OnError(Exception error)
        {
            Interlocked.Increment(ref _heard);
            if (place == Where.OnError)
                throw Exception;
        }

        public void OnCompleted()
        {
            Interlocked.Increment(ref _heard);
            if (place == Where.OnCompleted)
                throw Exception;
        }
    }
}
