using System.Reactive;

namespace Veda.Rx.Testing;

/// <summary>Records everything, also what must not come.</summary>
/// <param name="scheduler">Whose time it is.</param>
/// <param name="then">Called inside each notification, with how many there have been.</param>
internal sealed class LawObserver<T>(TestScheduler scheduler, Action<int>? then) : IObserver<T>
{
    private readonly List<Recorded<Notification<T>>> _messages = [];
    private Notification<T>? _current;   // inside of which the caller is
    private int? _ended;

    /// <summary>Everything, with times from the subscription on.</summary>
    public IReadOnlyList<Recorded<Notification<T>>> Messages => _messages;

    /// <summary>How many messages there were with the end; null if there was none.</summary>
    public int? Ended => _ended;

    /// <summary>Two notifications at the same time, in a sentence.</summary>
    public string? Overlap { get; private set; }

    public void OnNext(T value) => Hear(Notification.CreateOnNext(value));

    public void OnError(Exception error) => Hear(Notification.CreateOnError<T>(error));

    public void OnCompleted() => Hear(Notification.CreateOnCompleted<T>());

    private void Hear(Notification<T> notification)
    {
        if (_current is not null)
            Overlap ??= $"{MarbleText.Said(notification)} came at {scheduler.Clock} inside of {MarbleText.Said(_current)}.";
        var outer = _current;
        _current = notification;
        _messages.Add(new(scheduler.Clock - ReactiveTest.Subscribed, notification));
        if (notification.Kind != NotificationKind.OnNext)
            _ended ??= _messages.Count;
        then?.Invoke(_messages.Count);
        _current = outer;
    }
}
