namespace Veda.Rx.Benchmarks.Workloads;

/// <summary>What an observer of <see cref="Push"/> has seen.</summary>
internal readonly record struct Seen(int Count, long Sum, bool InOrder);

/// <summary>Adds up what it is given, notices a wrong order, and lets its owner wait for the end.</summary>
internal sealed class CheckingObserver : IObserver<long>
{
    private readonly ManualResetEventSlim _ended = new();
    private int _count;
    private long _sum;
    private long _last = long.MinValue;
    private bool _inOrder = true;
    private Exception? _error;

    public void OnNext(long value)
    {
        _count++;
        _sum += value;
        _inOrder &= value > _last;
        _last = value;
    }

    public void OnError(Exception error)
    {
        _error = error;
        _ended.Set();
    }

    public void OnCompleted() => _ended.Set();

    public Seen WaitForEnd()
    {
        _ended.Wait();
        return _error is null ? new Seen(_count, _sum, _inOrder) : throw _error;
    }
}
