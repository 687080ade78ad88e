using System.Collections.Concurrent;
using System.Reactive.Linq;
using System.Reactive.Subjects;

namespace Veda.Rx.Internal;

/// <summary>
/// A subject that many threads may tell something at the same time. Each observer has a queue: who comes while another tells it something leaves it to that one. No lock is held meanwhile, and no
/// observer keeps the next from hearing.
/// </summary>
/// <param name="report">Takes what an observer throws.</param>
internal sealed class QueuedSubject<T>(Action<Exception> report) : IObserver<T>
{
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
        var queue = new Queue(observer, report);
        IDisposable? subscription = null;
        queue.Do(() =>
        {
            subscription = _subject.Subscribe(queue);
            if (first is not null)
                observer.OnNext(first());
        });
        return subscription!;
    });

    private sealed class Queue(IObserver<T> observer, Action<Exception> report) : IObserver<T>
    {
        private readonly ConcurrentQueue<Action> _waiting = new();

        /// <summary>How many there are to tell; who raises it from 0 tells. Interlocked.</summary>
        private int _entries;

        public void OnNext(T value) => Do(() => observer.OnNext(value));

        public void OnError(Exception error) => Do(() => observer.OnError(error));

        public void OnCompleted() => Do(observer.OnCompleted);

        public void Do(Action action)
        {
            _waiting.Enqueue(action);
            if (Interlocked.Increment(ref _entries) != 1)
                return;
            do
            {
                _waiting.TryDequeue(out var next);   // who entered has put one there before
                try
                {
                    next!();
                }
                catch (Exception error)
                {
                    report(error);
                }
            }
            while (Interlocked.Decrement(ref _entries) != 0);
        }
    }
}
