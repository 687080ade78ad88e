namespace Veda.Rx.Tests.Guarantees;

/// <summary>Passes an observable through, and checks the grammar of what passes.</summary>
internal sealed class Edge<T>(IObservable<T> source) : IObservable<T>
{
    private readonly List<Witness<T>> _witnesses = [];

    public string? Violation => _witnesses.Select(w => w.Violation).FirstOrDefault(v => v is not null);

    public IDisposable Subscribe(IObserver<T> observer)
    {
        var witness = new Witness<T>(observer.OnNext);
        _witnesses.Add(witness);
        return source.Subscribe(new Both(witness, observer));
    }

    private sealed class Both(Witness<T> witness, IObserver<T> observer) : IObserver<T>
    {
        public void OnNext(T value) => witness.OnNext(value);

        public void OnError(Exception error)
        {
            witness.OnError(error);
            observer.OnError(error);
        }

        public void OnCompleted()
        {
            witness.OnCompleted();
            observer.OnCompleted();
        }
    }
}
