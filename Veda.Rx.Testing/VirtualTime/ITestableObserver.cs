using System.Reactive;

namespace Veda.Rx.Testing;

/// <summary>An observer that writes down what it hears, and when.</summary>
/// <typeparam name="T">The type of the elements.</typeparam>
public interface ITestableObserver<T> : IObserver<T>
{
    /// <summary>Everything heard so far, in order, with the virtual time of each; also what came after the end, which the Rx grammar forbids.</summary>
    IList<Recorded<Notification<T>>> Messages { get; }
}
