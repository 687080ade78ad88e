using System.Reactive;

namespace Veda.Rx.Testing;

/// <summary>The usual virtual times, and short names for what is expected. A test class may derive from it to have them at hand.</summary>
public class ReactiveTest
{
    /// <summary>When <see cref="TestScheduler.Start{T}(Func{IObservable{T}})"/> makes the observable: 100.</summary>
    public const long Created = 100;

    /// <summary>When it subscribes: 200.</summary>
    public const long Subscribed = 200;

    /// <summary>When it disposes the subscription: 1000.</summary>
    public const long Disposed = 1000;

    /// <summary>An element at a time.</summary>
    /// <typeparam name="T">The type of the elements.</typeparam>
    /// <param name="ticks">The virtual time.</param>
    /// <param name="value">The element.</param>
    public static Recorded<Notification<T>> OnNext<T>(long ticks, T value) => new(ticks, Notification.CreateOnNext(value));

    /// <summary>Any element that satisfies a predicate, at a time. Only for the expected side of a comparison.</summary>
    /// <typeparam name="T">The type of the elements.</typeparam>
    /// <param name="ticks">The virtual time.</param>
    /// <param name="predicate">What the element must satisfy.</param>
    /// <exception cref="ArgumentNullException"><paramref name="predicate"/> is null.</exception>
    public static Recorded<Notification<T>> OnNext<T>(long ticks, Func<T, bool> predicate)
    {
        ArgumentNullException.ThrowIfNull(predicate);
        return new(ticks, new PredicateNotification<T>(NotificationKind.OnNext, heard => predicate(heard.Value)));
    }

    /// <summary>The end at a time.</summary>
    /// <typeparam name="T">The type of the elements.</typeparam>
    /// <param name="ticks">The virtual time.</param>
    public static Recorded<Notification<T>> OnCompleted<T>(long ticks) => new(ticks, Notification.CreateOnCompleted<T>());

    /// <summary>The end at a time.</summary>
    /// <typeparam name="T">The type of the elements.</typeparam>
    /// <param name="ticks">The virtual time.</param>
    /// <param name="witness">Any value: tells the compiler the type where it has no name.</param>
    public static Recorded<Notification<T>> OnCompleted<T>(long ticks, T witness) => OnCompleted<T>(ticks);

    /// <summary>An error at a time.</summary>
    /// <typeparam name="T">The type of the elements.</typeparam>
    /// <param name="ticks">The virtual time.</param>
    /// <param name="exception">The error; compared with <see cref="object.Equals(object)"/>, so it is this very object for most exceptions.</param>
    /// <exception cref="ArgumentNullException"><paramref name="exception"/> is null.</exception>
    public static Recorded<Notification<T>> OnError<T>(long ticks, Exception exception)
    {
        ArgumentNullException.ThrowIfNull(exception);
        return new(ticks, Notification.CreateOnError<T>(exception));
    }

    /// <summary>Any error that satisfies a predicate, at a time. Only for the expected side of a comparison.</summary>
    /// <typeparam name="T">The type of the elements.</typeparam>
    /// <param name="ticks">The virtual time.</param>
    /// <param name="predicate">What the error must satisfy.</param>
    /// <exception cref="ArgumentNullException"><paramref name="predicate"/> is null.</exception>
    public static Recorded<Notification<T>> OnError<T>(long ticks, Func<Exception, bool> predicate)
    {
        ArgumentNullException.ThrowIfNull(predicate);
        return new(ticks, new PredicateNotification<T>(NotificationKind.OnError, heard => predicate(heard.Exception!)));
    }

    /// <inheritdoc cref="OnError{T}(long, Exception)"/>
    /// <param name="ticks">The virtual time.</param>
    /// <param name="exception">The error.</param>
    /// <param name="witness">Any value: tells the compiler the type where it has no name.</param>
    public static Recorded<Notification<T>> OnError<T>(long ticks, Exception exception, T witness) => OnError<T>(ticks, exception);

    /// <inheritdoc cref="OnError{T}(long, Func{Exception, bool})"/>
    /// <param name="ticks">The virtual time.</param>
    /// <param name="predicate">What the error must satisfy.</param>
    /// <param name="witness">Any value: tells the compiler the type where it has no name.</param>
    public static Recorded<Notification<T>> OnError<T>(long ticks, Func<Exception, bool> predicate, T witness) => OnError<T>(ticks, predicate);

    /// <summary>A subscription from one time to another.</summary>
    /// <param name="start">When it began.</param>
    /// <param name="end">When it was disposed.</param>
    public static Subscription Subscribe(long start, long end) => new(start, end);

    /// <summary>A subscription that has not been disposed.</summary>
    /// <param name="start">When it began.</param>
    public static Subscription Subscribe(long start) => new(start);
}
