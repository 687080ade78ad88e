using System.Reactive.Concurrency;
using System.Reactive.Disposables;
using Veda.Rx.Scheduling;

namespace Veda.Rx.Tests.VirtualTime;

/// <summary>
/// A scheduler without threads: what is scheduled waits until the test runs it, and a seed decides what runs next. The same
/// seed gives the same interleaving of batches.
/// </summary>
internal sealed class SeededScheduler(int seed, int workers) : IScheduler, IWorkQueue, IWorkerPool, IParticipation, ICostModel
{
    private readonly Random _random = new(seed);
    private readonly List<IThreadPoolWorkItem> _waiting = [];
    private long _cost;

    public DateTimeOffset Now => DateTimeOffset.UnixEpoch;

    public int WorkerCount => workers;

    public bool MayParticipate => true;

    public bool BorrowsThreads => true;

    /// <summary>A hash of every choice so far: equal traces have equal hashes.</summary>
    public ulong Trace { get; private set; } = 14695981039346656037;

    /// <summary>How many items have run.</summary>
    public int Steps { get; private set; }

    public void Enqueue(IThreadPoolWorkItem work) => _waiting.Add(work);

    /// <summary>Runs one waiting item of the seed's choice.</summary>
    /// <returns>False when nothing waits.</returns>
    public bool Step()
    {
        if (_waiting.Count == 0)
            return false;
        var pick = _random.Next(_waiting.Count);
        Trace = (Trace ^ (uint)(pick * 31 + _waiting.Count)) * 1099511628211;
        Steps++;
        var work = _waiting[pick];
        _waiting.RemoveAt(pick);
        work.Execute();
        return true;
    }

    /// <summary>Runs until nothing waits, or a test's condition holds.</summary>
    public void Run(Func<bool>? until = null)
    {
        while (until?.Invoke() != true && Step())
        {
        }
    }

    // Costs are the seed's choice as well, so that batch sizes and the number of helpers vary.
    public long Begin() => 0;

    public long Since(long mark, int elements)
    {
        _cost = _random.Next(4) switch { 0 => 1_000_000, 1 => 50_000, 2 => 1_000, _ => 10 };
        return _cost * elements;
    }

    /// <summary>Another scheduler that the same seed decides for.</summary>
    public IScheduler Beside => field ??= new Neighbour(this);

    public IDisposable Schedule<TState>(TState state, Func<IScheduler, TState, IDisposable> action)
    {
        Enqueue(new Scheduled(() => action(this, state)));
        return Disposable.Empty;
    }

    public IDisposable Schedule<TState>(TState state, TimeSpan dueTime, Func<IScheduler, TState, IDisposable> action) => Schedule(state, action);

    public IDisposable Schedule<TState>(TState state, DateTimeOffset dueTime, Func<IScheduler, TState, IDisposable> action) => Schedule(state, action);

    private sealed class Neighbour(SeededScheduler seeded) : IScheduler, IServiceProvider
    {
        public DateTimeOffset Now => seeded.Now;

        public object? GetService(Type serviceType) => serviceType.IsInstanceOfType(seeded) ? seeded : null;

        public IDisposable Schedule<TState>(TState state, Func<IScheduler, TState, IDisposable> action) => seeded.Schedule(state, action);

        public IDisposable Schedule<TState>(TState state, TimeSpan dueTime, Func<IScheduler, TState, IDisposable> action) => Schedule(state, action);

        public IDisposable Schedule<TState>(TState state, DateTimeOffset dueTime, Func<IScheduler, TState, IDisposable> action) => Schedule(state, action);
    }

    private sealed class Scheduled(Action action) : IThreadPoolWorkItem
    {
        public void Execute() => action();
    }
}
