using System.Reactive.Disposables;

namespace Veda.Rx.Testing;

/// <summary>Passes everything on, and reports what an observable must not do.</summary>
/// <param name="source">The observable.</param>
/// <param name="name">For people.</param>
/// <param name="report">Told of each breach.</param>
internal sealed class GrammarMonitor<T>(IObservable<T> source, string name, Action<GrammarException> report) : IObservable<T>
{
    public IDisposable Subscribe(IObserver<T> observer)
    {
        ArgumentNullException.ThrowIfNull(observer);
        var edge = new Edge(observer, name, report);
        var subscription = source.Subscribe(edge);
        return Disposable.Create(() =>
        {
            edge.Close();
            subscription.Dispose();
        });
    }

    private sealed class Edge(IObserver<T> observer, string name, Action<GrammarException> report) : IObserver<T>
    {
        private string? _last;     // what ended it
        private string? _inside;   // the call that has not returned
        private bool _isClosed;

        public void Close() => _isClosed = _inside is null;   // from inside of a call more may be on the way

        public void OnNext(T value) => Enter($"OnNext({value})", ends: false, () => observer.OnNext(value));

        public void OnError(Exception error) => Enter($"OnError({error?.GetType().Name ?? "null"})", ends: true, () => observer.OnError(error!));

        public void OnCompleted() => Enter("OnCompleted", ends: true, observer.OnCompleted);

        private void Enter(string call, bool ends, Action pass)
        {
            if (_inside is not null)
                report(new GrammarException($"{name}: {call} came while {_inside} had not returned."));
            if (_last is not null)
                report(new GrammarException($"{name}: {call} came after {_last}."));
            else if (_isClosed)
                report(new GrammarException($"{name}: {call} came after the subscription was disposed."));
            if (ends)
                _last ??= call;
            var outer = _inside;
            _inside = call;
            try
            {
                pass();
            }
            finally
            {
                _inside = outer;
            }
        }
    }
}
