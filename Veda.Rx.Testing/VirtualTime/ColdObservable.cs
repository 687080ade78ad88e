using System.Reactive;
using System.Reactive.Disposables;

namespace Veda.Rx.Testing;

/// <summary>Tells every subscriber the whole script, from the time of its subscription on.</summary>
internal sealed class ColdObservable<T>(TestScheduler scheduler, Recorded<Notification<T>>[] messages) : ITestableObservable<T>
{
    private readonly SubscriptionLog _log = new(scheduler);

    public IList<Recorded<Notification<T>>> Messages => messages;

    public IList<Subscription> Subscriptions => _log.Subscriptions;

    public IDisposable Subscribe(IObserver<T> observer)
    {
        ArgumentNullException.ThrowIfNull(observer);
        var pending = new CompositeDisposable();
        var subscription = _log.Begin(pending.Dispose);
        foreach (var message in messages)
        {
            pending.Add(scheduler.ScheduleRelative((message.Value, observer), message.Time, static (_, told) =>
            {
                told.Value.Accept(told.observer);
                return Disposable.Empty;
            }));
        }
        return subscription;
    }
}
