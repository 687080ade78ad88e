using System.Reactive.Concurrency;
using Veda.Rx.Testing;
using Veda.Rx.Tests.Equivalence;
using Xunit;

namespace Veda.Rx.Tests.VirtualTime;

/// <summary>One run of a pipeline under a seed: where it runs, what its delegates call, and what it has open.</summary>
internal sealed class Scene : IDisposable
{
    private readonly Leases _leases = new();
    private readonly List<ITestableObservable<int>> _observables = [];
    private readonly int _throwsAt;
    private readonly int _thread = Environment.CurrentManagedThreadId;
    private int _reading;
    private bool _strayed;

    /// <param name="seed">Decides what runs next.</param>
    /// <param name="preempts">Whether work is interrupted.</param>
    /// <param name="throwsAt">Which call of a delegate throws, from 1; 0 for none.</param>
    public Scene(ulong seed, bool preempts, int throwsAt = 0)
    {
        Scheduler = new SeededTestScheduler(seed, new SeededOptions { Workers = 3, PreemptsWork = preempts, WatchesEdges = true });
        _throwsAt = throwsAt;
    }

    public SeededTestScheduler Scheduler { get; }

    /// <summary>Hears the pipeline.</summary>
    public Probe<int> Probe { get; } = new();

    /// <summary>How many calls of delegates there have been.</summary>
    public int Calls { get; private set; }

    /// <summary>What the call that threw was given; null if none did.</summary>
    public int? Thrown { get; private set; }

    /// <summary>What a delegate calls with a number that none is called with twice, and passes on.</summary>
    public int Call(int key)
    {
        if (++Calls != _throwsAt)
            return key;
        Thrown = key;
        throw Error(key);
    }

    /// <summary>What LINQ's delegates call where this scene's threw.</summary>
    public int CallAgain(int key) => key == Thrown ? throw Error(key) : key;

    /// <summary>A stream on the scene's scheduler, in small batches from its pool.</summary>
    public VedaStream<int> Tuned(VedaStream<int> stream) =>
        new(stream.Flow, stream.Settings with { Scheduler = Scheduler, Buffers = _leases.Pool, MinBatch = 1, MaxBatch = 4, Parallelism = 3 });

    /// <summary>Some numbers as a stream.</summary>
    public VedaStream<int> Numbers(int count) => Tuned(VedaStream.Range(0, count));

    /// <summary>An observable whose subscriptions have to end.</summary>
    public ITestableObservable<int> Watched(ITestableObservable<int> observable)
    {
        _observables.Add(observable);
        return observable;
    }

    /// <summary>An async sequence on virtual time, whose enumerator has to be disposed of.</summary>
    public async IAsyncEnumerable<int> Paused(int count)
    {
        _reading++;
        try
        {
            for (var i = 0; i < count; i++)
            {
                if (i % 3 == 1)
                    await Scheduler.Yield();
                yield return Call(i);
            }
        }
        finally
        {
            _strayed |= !Scheduler.IsRunningHere && Environment.CurrentManagedThreadId != _thread;
            _reading--;
        }
    }

    /// <summary>Runs what is left; asserts that everything was given back, closed, and according to the grammar.</summary>
    public void Finish()
    {
        Scheduler.StopsAt = int.MaxValue;
        Scheduler.Start();
        Assert.Null(Probe.Violation);
        Assert.Null(_leases.Violation);
        Assert.Equal(0, _leases.Open);
        Assert.Equal(0, _reading);
        Assert.False(_strayed, "an enumerator was disposed of by another thread");
        Assert.All(_observables.SelectMany(observable => observable.Subscriptions), subscription => Assert.NotEqual(Subscription.Infinite, subscription.Unsubscribe));
    }

    public void Dispose() => Scheduler.Dispose();

    private static FormatException Error(int key) => new($"thrown at {key}");
}
