using System.Reactive;
using System.Reactive.Disposables;

namespace Veda.Rx.Testing;

/// <summary>Speaks at absolute virtual times, whether somebody listens or not. All is scheduled when it is made.</summary>
internal sealed class HotObservable<T> : ITestableObservable<T>
{
    private readonly List<IObserver<T>> _observers = [];
    private readonly SubscriptionLog _log;

    public HotObservable(TestScheduler scheduler, Recorded<Notification<T>>[] messages)
    {
        _log = new SubscriptionLog(scheduler);
        Messages = messages;
        foreach (var message in messages)
            scheduler.ScheduleAbsolute(message.Value, message.Time, (_, notification) => Send(notification));
    }

    public IList<Recorded<Notification<T>>> Messages { get; }

    public IList<Subscription> Subscriptions => _log.Subscriptions;

    public IDisposable Subscribe(IObserver<T> observer)
    {
        ArgumentNullException.ThrowIfNull(observer);
        _observers.Add(observer);
        return _log.Begin(() => _observers.Remove(observer));
    }

    // Who subscribes or leaves while a message is on its way does not change who gets it.
    private IDisposable Send(Notification<T> notification)
    {
        foreach (var observer in _observers.ToArray())
            notification.Accept(observer);
        return Disposable.Empty;
    }
}
