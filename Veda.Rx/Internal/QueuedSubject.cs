using System.Reactive.Linq;
using System.Reactive.Subjects;

namespace Veda.Rx.Internal;

/// <summary>
/// A subject that many threads may tell something at the same time. Each observer has a queue: who comes while another tells it something leaves it to that one, and no observer keeps the next from hearing. The queue is bounded: of what a
/// slow observer has not been told, the oldest is dropped.
/// </summary>
/// <param name="report">Takes what an observer throws.</param>
internal sealed class QueuedSubject<T>(Action<Exception> report) : IObserver<T>
{
    /// <summary>How much waits for an observer at the most.</summary>
    public const int Most = 1024;

    private readonly Subject<T> _subject = new();

    public bool HasObservers => _subject.HasObservers;

    /// <summary>Tells observers, now or by the threads that are at it.</summary>
    public void OnNext(T value) => _subject.OnNext(value);

    public void OnError(Exception error) => _subject.OnError(error);

    public void OnCompleted() => _subject.OnCompleted();

    /// <summary>What is told from now on.</summary>
    /// <param name="first">What an observer is told first, on the thread that subscribes; asked for when it already hears what comes later. Null for nothing.</param>
    public IObservable<T> AsObservable(Func<T>? first = null) => Observable.Create<T>(observer =>
    {
        var backlog = new Backlog(observer, report);
        var subscription = _subject.Subscribe(backlog);
        backlog.Begin(first);
        return subscription;
    });

    /// <summary>What one observer is still to be told, by one thread at a time and without the lock.</summary>
    private sealed class Backlog(IObserver<T> observer, Action<Exception> report) : IObserver<T>
    {
        private readonly Lock _lock = new();
        private readonly Queue<T> _waiting = new();   // under the lock, as the next two
        private Action? _end;                         // told behind what waits
        private bool _isTelling = true;               // whether a thread is at it; at first the one that subscribes

        public void Begin(Func<T>? first)
        {
            if (first is not null)
                Tell(() => observer.OnNext(first()));
            TellWaiting();
        }

        public void OnNext(T value)
        {
            lock (_lock)
            {
                if (_waiting.Count == Most)
                    _waiting.Dequeue();
                _waiting.Enqueue(value);
                if (_isTelling)
                    return;
                _isTelling = true;
            }
            TellWaiting();
        }

        public void OnError(Exception error) => End(() => observer.OnError(error));

        public void OnCompleted() => End(observer.OnCompleted);

        private void End(Action end)
        {
            lock (_lock)
            {
                _end = end;
                if (_isTelling)
                    return;
                _isTelling = true;
            }
            TellWaiting();
        }

        private void TellWaiting()
        {
            while (Next() is { } next)
                Tell(next);
        }

        private Action? Next()
        {
            lock (_lock)
            {
                if (_waiting.TryDequeue(out var value))
                    return () => observer.OnNext(value);
                var end = _end;
                _end = null;
                _isTelling = end is not null;
                return end;
            }
        }

        private void Tell(Action notification)
        {
            try
            {
                notification();
            }
            catch (Exception error)
            {
                report(error);
            }
        }
    }
}
