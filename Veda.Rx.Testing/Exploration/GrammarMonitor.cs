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
        var edge = new GrammarEdge<T>(observer, name, report);
        var subscription = source.Subscribe(edge);
        return Disposable.Create(() =>
        {
            edge.Close();
            subscription.Dispose();
        });
    }
}
