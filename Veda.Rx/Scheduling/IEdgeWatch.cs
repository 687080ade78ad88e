namespace Veda.Rx.Scheduling;

/// <summary>Watches what passes between streams and the observables and observers around them, as a test does. Optional; a stream on a scheduler that offers none pays one comparison a subscription.</summary>
public interface IEdgeWatch
{
    /// <summary>Watches what an observable tells a stream.</summary>
    /// <typeparam name="T">The type of the elements.</typeparam>
    /// <param name="stream">What subscribes to the observable.</param>
    /// <returns>What is to subscribe in its place, and passes everything on.</returns>
    IObserver<T> WatchSource<T>(IObserver<T> stream);

    /// <summary>Watches what a stream tells an observer.</summary>
    /// <typeparam name="T">The type of the elements.</typeparam>
    /// <param name="observer">The observer.</param>
    /// <returns>What is told in its place, and passes everything on.</returns>
    IObserver<T> WatchStream<T>(IObserver<T> observer);
}
