using System.Reactive;

namespace Veda.Rx.Testing;

/// <summary>A scripted observable that writes down who subscribed, and for how long.</summary>
/// <typeparam name="T">The type of the elements.</typeparam>
public interface ITestableObservable<T> : IObservable<T>
{
    /// <summary>The subscriptions so far, in the order in which they began. One that has not been disposed ends at <see cref="Subscription.Infinite"/>.</summary>
    IList<Subscription> Subscriptions { get; }

    /// <summary>The script: absolute virtual times for a hot observable, times since the subscription for a cold one.</summary>
    IList<Recorded<Notification<T>>> Messages { get; }
}
