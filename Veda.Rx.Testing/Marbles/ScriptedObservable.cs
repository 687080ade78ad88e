using System.Reactive;
using System.Reactive.Disposables;

namespace Veda.Rx.Testing;

/// <summary>Speaks as a script says. What the script has at one time is one action, so that nothing gets between it.</summary>
internal sealed class ScriptedObservable<T> : ITestableObservable<T>
{
    private readonly TestScheduler _scheduler;
    private readonly ObservableScript<T> _script;
    private readonly SubscriptionLog _log;
    private readonly List<Listener> _listeners = [];

    public ScriptedObservable(TestScheduler scheduler, ObservableScript<T> script, long subscribed)
    {
        _scheduler = scheduler;
        _script = script;
        _log = new SubscriptionLog(scheduler);
        Messages = [.. script.Messages.Select(message => script.IsHot ? new(subscribed + message.Time, message.Value) : message)];
        if (!script.IsHot)
            return;
        var instants = Instants();
        foreach (var instant in instants.ToArray())
            scheduler.ScheduleAbsolute(instants, instant.Key, (_, left) => Send(left.Dequeue()));
    }

    public IList<Recorded<Notification<T>>> Messages { get; }

    public IList<Subscription> Subscriptions => _log.Subscriptions;

    public IDisposable Subscribe(IObserver<T> observer)
    {
        ArgumentNullException.ThrowIfNull(observer);
        var listener = new Listener(observer);
        if (_script.IsHot)
            _listeners.Add(listener);
        else
            Recite(listener);
        return _log.Begin(() => Leave(listener));
    }

    private void Recite(Listener listener)
    {
        var instants = Instants();
        foreach (var instant in instants.ToArray())
        {
            listener.Pending.Add(_scheduler.ScheduleRelative((Source: this, listener, instants), instant.Key, static (_, told) =>
            {
                foreach (var message in told.instants.Dequeue())
                    told.Source.Tell(told.listener, message.Value);
                return Disposable.Empty;
            }));
        }
    }

    // Who subscribes while a message is on its way does not get it.
    private IDisposable Send(IEnumerable<Recorded<Notification<T>>> messages)
    {
        foreach (var message in messages)
        {
            foreach (var listener in _listeners.ToArray())
                Tell(listener, message.Value);
        }
        return Disposable.Empty;
    }

    private void Tell(Listener listener, Notification<T> notification)
    {
        if (_script.IsRogue || !listener.HasLeft)
            notification.Accept(listener.Observer);
    }

    private void Leave(Listener listener)
    {
        listener.HasLeft = true;
        if (_script.IsRogue)
            return;
        _listeners.Remove(listener);
        listener.Pending.Dispose();
    }

    // Each action takes the next that is left, not its own: the script's order stands where actions that are late overtake each other.
    private Queue<IGrouping<long, Recorded<Notification<T>>>> Instants() => new(Messages.GroupBy(message => message.Time));

    private sealed class Listener(IObserver<T> observer)
    {
        public IObserver<T> Observer => observer;

        public CompositeDisposable Pending { get; } = [];

        public bool HasLeft { get; set; }
    }
}
