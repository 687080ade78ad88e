using System.Reactive;
using System.Reactive.Linq;

namespace Veda.Rx.Testing;

/// <summary>Assertions about sequences and exceptions. They fail with a <see cref="ReactiveAssertException"/>, in any test framework.</summary>
public static class ReactiveAssert
{
    /// <summary>Checks that two sequences have equal elements in the same order.</summary>
    /// <typeparam name="T">The type of the elements.</typeparam>
    /// <param name="expected">What is expected; its elements are asked whether they equal the others.</param>
    /// <param name="actual">What there is.</param>
    /// <exception cref="ArgumentNullException">A sequence is null.</exception>
    /// <exception cref="ReactiveAssertException">They differ; the message lists both.</exception>
    public static void AreElementsEqual<T>(IEnumerable<T> expected, IEnumerable<T> actual) => Compare(expected, actual, null, null);

    /// <inheritdoc cref="AreElementsEqual{T}(IEnumerable{T}, IEnumerable{T})"/>
    /// <param name="expected">What is expected.</param>
    /// <param name="actual">What there is.</param>
    /// <param name="comparer">Decides which elements are equal; null for the default.</param>
    public static void AreElementsEqual<T>(IEnumerable<T> expected, IEnumerable<T> actual, IEqualityComparer<T>? comparer) =>
        Compare(expected, actual, comparer, null);

    /// <inheritdoc cref="AreElementsEqual{T}(IEnumerable{T}, IEnumerable{T})"/>
    /// <param name="expected">What is expected.</param>
    /// <param name="actual">What there is.</param>
    /// <param name="message">What to say if they differ.</param>
    public static void AreElementsEqual<T>(IEnumerable<T> expected, IEnumerable<T> actual, string message) => Compare(expected, actual, null, message);

    /// <inheritdoc cref="AreElementsEqual{T}(IEnumerable{T}, IEnumerable{T})"/>
    /// <param name="expected">What is expected.</param>
    /// <param name="actual">What there is.</param>
    /// <param name="comparer">Decides which elements are equal; null for the default.</param>
    /// <param name="message">What to say if they differ.</param>
    public static void AreElementsEqual<T>(IEnumerable<T> expected, IEnumerable<T> actual, IEqualityComparer<T>? comparer, string message) =>
        Compare(expected, actual, comparer, message);

    /// <summary>Checks that two observables give equal elements in the same order and end the same way. Waits for both on the calling thread.</summary>
    /// <typeparam name="T">The type of the elements.</typeparam>
    /// <param name="expected">What is expected.</param>
    /// <param name="actual">What there is.</param>
    /// <exception cref="ArgumentNullException">An observable is null.</exception>
    /// <exception cref="ReactiveAssertException">They differ; the message lists both.</exception>
    public static void AreElementsEqual<T>(IObservable<T> expected, IObservable<T> actual) => Compare(expected, actual, null, null);

    /// <inheritdoc cref="AreElementsEqual{T}(IObservable{T}, IObservable{T})"/>
    /// <param name="expected">What is expected.</param>
    /// <param name="actual">What there is.</param>
    /// <param name="comparer">Decides which elements are equal; null for the default.</param>
    public static void AreElementsEqual<T>(IObservable<T> expected, IObservable<T> actual, IEqualityComparer<T>? comparer) =>
        Compare(expected, actual, comparer, null);

    /// <inheritdoc cref="AreElementsEqual{T}(IObservable{T}, IObservable{T})"/>
    /// <param name="expected">What is expected.</param>
    /// <param name="actual">What there is.</param>
    /// <param name="message">What to say if they differ.</param>
    public static void AreElementsEqual<T>(IObservable<T> expected, IObservable<T> actual, string message) => Compare(expected, actual, null, message);

    /// <inheritdoc cref="AreElementsEqual{T}(IObservable{T}, IObservable{T})"/>
    /// <param name="expected">What is expected.</param>
    /// <param name="actual">What there is.</param>
    /// <param name="comparer">Decides which elements are equal; null for the default.</param>
    /// <param name="message">What to say if they differ.</param>
    public static void AreElementsEqual<T>(IObservable<T> expected, IObservable<T> actual, IEqualityComparer<T>? comparer, string message) =>
        Compare(expected, actual, comparer, message);

    /// <summary>Checks that a sequence has the expected elements.</summary>
    /// <typeparam name="T">The type of the elements.</typeparam>
    /// <param name="actual">What there is.</param>
    /// <param name="expected">What is expected; its elements are asked whether they equal the others.</param>
    /// <exception cref="ArgumentNullException">A sequence is null.</exception>
    /// <exception cref="ReactiveAssertException">They differ; the message lists both.</exception>
    public static void AssertEqual<T>(this IEnumerable<T> actual, IEnumerable<T> expected) => Compare(expected, actual, null, null);

    /// <inheritdoc cref="AssertEqual{T}(IEnumerable{T}, IEnumerable{T})"/>
    public static void AssertEqual<T>(this IEnumerable<T> actual, params T[] expected) => Compare(expected, actual, null, null);

    /// <inheritdoc cref="AssertEqual{T}(IEnumerable{T}, IEnumerable{T})"/>
    /// <param name="actual">What there is.</param>
    /// <param name="expected">What is expected.</param>
    /// <param name="comparer">Decides which elements are equal; null for the default.</param>
    public static void AssertEqual<T>(this IEnumerable<T> actual, IEnumerable<T> expected, IEqualityComparer<T>? comparer) =>
        Compare(expected, actual, comparer, null);

    /// <summary>Checks that an observable gives the expected elements and ends as expected. Waits for both on the calling thread.</summary>
    /// <typeparam name="T">The type of the elements.</typeparam>
    /// <param name="actual">What there is.</param>
    /// <param name="expected">What is expected.</param>
    /// <exception cref="ArgumentNullException">An observable is null.</exception>
    /// <exception cref="ReactiveAssertException">They differ; the message lists both.</exception>
    public static void AssertEqual<T>(this IObservable<T> actual, IObservable<T> expected) => Compare(expected, actual, null, null);

    /// <inheritdoc cref="AssertEqual{T}(IObservable{T}, IObservable{T})"/>
    /// <param name="actual">What there is.</param>
    /// <param name="expected">What is expected.</param>
    /// <param name="comparer">Decides which elements are equal; null for the default.</param>
    public static void AssertEqual<T>(this IObservable<T> actual, IObservable<T> expected, IEqualityComparer<T>? comparer) =>
        Compare(expected, actual, comparer, null);

    /// <summary>Checks that an action throws.</summary>
    /// <typeparam name="TException">The type that is expected, or a base of it.</typeparam>
    /// <param name="action">The action.</param>
    /// <exception cref="ArgumentNullException"><paramref name="action"/> is null.</exception>
    /// <exception cref="ReactiveAssertException">It throws nothing, or something else.</exception>
    public static void Throws<TException>(Action action) where TException : Exception => Catch<TException>(action, null);

    /// <inheritdoc cref="Throws{TException}(Action)"/>
    /// <param name="action">The action.</param>
    /// <param name="message">What to say if it does not.</param>
    public static void Throws<TException>(Action action, string message) where TException : Exception => Catch<TException>(action, message);

    /// <inheritdoc cref="Throws{TException}(Action)"/>
    /// <param name="exception">The very object that is expected.</param>
    /// <param name="action">The action.</param>
    public static void Throws<TException>(TException exception, Action action) where TException : Exception => Same(exception, Catch<TException>(action, null));

    /// <inheritdoc cref="Throws{TException}(Action)"/>
    /// <param name="exception">The very object that is expected.</param>
    /// <param name="action">The action.</param>
    /// <param name="message">What to say if it throws nothing, or another type.</param>
    public static void Throws<TException>(TException exception, Action action, string message) where TException : Exception =>
        Same(exception, Catch<TException>(action, message));

    private static void Compare<T>(IObservable<T> expected, IObservable<T> actual, IEqualityComparer<T>? comparer, string? message)
    {
        ArgumentNullException.ThrowIfNull(expected);
        ArgumentNullException.ThrowIfNull(actual);
        Compare(
            expected.Materialize().ToEnumerable(), actual.Materialize().ToEnumerable(),
            comparer is null ? null : new NotificationComparer<T>(comparer), message);
    }

    private static void Compare<T>(IEnumerable<T> expected, IEnumerable<T> actual, IEqualityComparer<T>? comparer, string? message)
    {
        ArgumentNullException.ThrowIfNull(expected);
        ArgumentNullException.ThrowIfNull(actual);
        if (!expected.SequenceEqual(actual, comparer))
            throw new ReactiveAssertException(message ?? $"{Environment.NewLine}Expected: [{List(expected)}]{Environment.NewLine}Actual..: [{List(actual)}]");
    }

    private static string List<T>(IEnumerable<T> items) => string.Join(", ", items.Select(item => item is null ? "null" : item.ToString()));

    private static TException Catch<TException>(Action action, string? message) where TException : Exception
    {
        ArgumentNullException.ThrowIfNull(action);
        try
        {
            action();
        }
        catch (TException expected)
        {
            return expected;
        }
        catch (Exception other)
        {
            throw new ReactiveAssertException(message ?? $"Expected {typeof(TException).Name}, threw {other.GetType().Name}.", other);
        }
        throw new ReactiveAssertException(message ?? $"Expected {typeof(TException).Name}, threw nothing.");
    }

    private static void Same(Exception expected, Exception actual)
    {
        if (!ReferenceEquals(expected, actual))
            throw new ReactiveAssertException($"Expected this very exception: {expected}{Environment.NewLine}Threw another: {actual}", actual);
    }

    private sealed class NotificationComparer<T>(IEqualityComparer<T> comparer) : IEqualityComparer<Notification<T>>
    {
        public bool Equals(Notification<T>? x, Notification<T>? y) => x is { HasValue: true } && y is { HasValue: true }
            ? comparer.Equals(x.Value, y.Value)
            : EqualityComparer<Notification<T>>.Default.Equals(x, y);

        public int GetHashCode(Notification<T> obj) => obj is { HasValue: true, Value: { } value } ? comparer.GetHashCode(value) : obj.Kind.GetHashCode();
    }
}
