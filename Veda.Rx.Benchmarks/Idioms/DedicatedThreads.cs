namespace Veda.Rx.Benchmarks.Idioms;

/// <summary>Threads of one's own that are started beforehand and claim positions one at a time, until none are left.</summary>
internal sealed class DedicatedThreads : IDisposable
{
    private readonly SemaphoreSlim _begin = new(0);
    private readonly CountdownEvent _finished;
    private readonly Thread[] _threads;

    /// <summary>What the current call does. Written while no thread works; null ends them.</summary>
    private Func<int, long>? _part;
    private int _n;

    /// <summary>The first position that nobody has claimed. Written by all, interlocked.</summary>
    private int _next;

    /// <summary>Written by all, interlocked.</summary>
    private long _sum;

    public DedicatedThreads(int count)
    {
        _finished = new CountdownEvent(count);
        _threads = new Thread[count];
        for (var i = 0; i < count; i++)
        {
            _threads[i] = new Thread(Work) { IsBackground = true };
            _threads[i].Start();
        }
    }

    public int Count => _threads.Length;

    /// <summary>The sum of <paramref name="part"/> over the positions below <paramref name="n"/>.</summary>
    public long Sum(int n, Func<int, long> part)
    {
        (_part, _n, _next, _sum) = (part, n, 0, 0);
        _finished.Reset();
        _begin.Release(_threads.Length);
        _finished.Wait();
        return _sum;
    }

    public void Dispose()
    {
        _part = null;
        _begin.Release(_threads.Length);
        foreach (var thread in _threads)
            thread.Join();
        _begin.Dispose();
        _finished.Dispose();
    }

    private void Work()
    {
        while (true)
        {
            _begin.Wait();
            if (_part is not { } part)
                return;
            var sum = 0L;
            for (var i = Claim(); i < _n; i = Claim())
                sum += part(i);
            Interlocked.Add(ref _sum, sum);
            // A thread that is quick to come back may begin once more in the place of one that has not begun.
            _finished.Signal();
        }
    }

    private int Claim() => Interlocked.Increment(ref _next) - 1;
}
