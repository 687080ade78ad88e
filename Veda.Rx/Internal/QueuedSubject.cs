using System.Collections.Concurrent;
using System.Reactive.Subjects;

namespace Veda.Rx.Internal;

/// <summary>A subject that many threads may tell something at the same time: who comes while another tells observers leaves it to that one. No lock is held meanwhile.</summary>
/// <param name="report">Takes what an observer throws.</param>
internal sealed class QueuedSubject<T>(Action<Exception> report) : IObservable<T>, IDisposable
{
    private readonly Subject<T> _subject = new();
    private readonly ConcurrentQueue<T> _waiting = new();

    /// <summary>How many there are to tell; who raises it from 0 tells. Interlocked.</summary>
    private int _entries;

    public bool HasObservers => _subject.HasObservers;

    public IDisposable Subscribe(IObserver<T> observer) => _subject.Subscribe(observer);

    /// <summary>Tells observers, now or by the thread that is at it.</summary>
    public void OnNext(T value)
    {
        _waiting.Enqueue(value);
        if (Interlocked.Increment(ref _entries) != 1)
            return;
        do
        {
            _waiting.TryDequeue(out var next);   // who entered has put one there before
            try
            {
                _subject.OnNext(next!);
            }
            catch (Exception error)
            {
                report(error);
            }
        }
        while (Interlocked.Decrement(ref _entries) != 0);
    }

    /// <summary>Completes.</summary>
    public void Dispose() => _subject.OnCompleted();
}
