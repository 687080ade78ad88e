using System.Reactive;

namespace Veda.Rx.Testing;

/// <summary>An observer that passes everything on, and reports what it should never be told.</summary>
/// <param name="observer">The observer.</param>
/// <param name="name">Of who tells it, for people.</param>
/// <param name="report">Told of each breach.</param>
/// <param name="reenters">Whether a thread may call it from inside of a call: where the listener's work runs on the speaker's thread, it may have the speaker speak there.</param>
internal sealed class GrammarEdge<T>(IObserver<T> observer, string name, Action<GrammarException> report, bool reenters = false) : IObserver<T>
{
    private Call? _last;     // what ended it
    private Call? _inside;   // the call that has not returned
    private int _thread;     // of that call
    private bool _isClosed;

    public void Close() => _isClosed = _inside is null;   // from inside of a call more may be on the way

    public void OnNext(T value) => Enter(new Call(NotificationKind.OnNext, value, null));

    public void OnError(Exception error) => Enter(new Call(NotificationKind.OnError, default, error));

    public void OnCompleted() => Enter(new Call(NotificationKind.OnCompleted, default, null));

    private void Enter(Call call)
    {
        var (outer, outerThread) = (_inside, _thread);
        var thread = Environment.CurrentManagedThreadId;
        if (outer is not null && !(reenters && outerThread == thread))
            report(new GrammarException($"{name}: {call} came while {outer} had not returned."));
        if (_last is not null)
            report(new GrammarException($"{name}: {call} came after {_last}."));
        else if (_isClosed)
            report(new GrammarException($"{name}: {call} came after the subscription was disposed."));
        if (call.Kind != NotificationKind.OnNext)
            _last ??= call;
        (_inside, _thread) = (call, thread);
        try
        {
            call.PassTo(observer);
        }
        finally
        {
            (_inside, _thread) = (outer, outerThread);
        }
    }

    private readonly record struct Call(NotificationKind Kind, T? Value, Exception? Error)
    {
        public void PassTo(IObserver<T> observer)
        {
            if (Kind == NotificationKind.OnNext)
                observer.OnNext(Value!);
            else if (Kind == NotificationKind.OnError)
                observer.OnError(Error!);
            else
                observer.OnCompleted();
        }

        public override string ToString() => Kind switch
        {
            NotificationKind.OnNext => $"OnNext({Value})",
            NotificationKind.OnError => $"OnError({Error?.GetType().Name ?? "null"})",
            _ => "OnCompleted",
        };
    }
}
