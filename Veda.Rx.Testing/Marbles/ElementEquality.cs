using System.Collections;
using System.Reactive;

namespace Veda.Rx.Testing;

/// <summary>When a value that came is the expected one: when they are equal, or sequences of equal elements.</summary>
internal static class ElementEquality
{
    public static bool Same(object? expected, object? actual) =>
        Equals(expected, actual) || (expected is IEnumerable several && actual is IEnumerable others && expected is not string && actual is not string && SameItems(several, others));

    /// <summary>Whether a notification is the expected one.</summary>
    /// <param name="expected">The expected one.</param>
    /// <param name="actual">The one that came.</param>
    /// <param name="isMeant">Whether an error is the expected one; null for the same, or one that says the same.</param>
    public static bool Same<T>(Notification<T> expected, Notification<T> actual, Func<Exception, Exception, bool>? isMeant = null) => expected.Kind == actual.Kind && expected.Kind switch
    {
        NotificationKind.OnNext => Same(expected.Value, actual.Value),
        NotificationKind.OnError => (isMeant ?? SameError)(expected.Exception!, actual.Exception!),
        _ => true,
    };

    /// <summary>Whether an error is the one that a diagram means.</summary>
    public static bool Means(Exception expected, Exception actual) => (expected is MarbleException error && error.Means(actual)) || SameError(expected, actual);

    // Delegates make their exceptions anew each time, so type and message have to do.
    private static bool SameError(Exception expected, Exception actual) =>
        ReferenceEquals(expected, actual) || (expected.GetType() == actual.GetType() && ErrorText.Message(expected) == ErrorText.Message(actual));

    private static bool SameItems(IEnumerable expected, IEnumerable actual)
    {
        var items = actual.Cast<object?>().ToArray();
        var count = 0;
        foreach (var item in expected)
        {
            if (count == items.Length || !Same(item, items[count++]))
                return false;
        }
        return count == items.Length;
    }
}
