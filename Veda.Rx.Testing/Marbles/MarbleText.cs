using System.Collections;
using System.Globalization;
using System.Reactive;
using System.Text;

namespace Veda.Rx.Testing;

/// <summary>Values, errors and notifications as text.</summary>
internal static class MarbleText
{
    /// <summary>Characters that are no values of their own.</summary>
    public const string Signs = "-^|#!()[]{}";

    public static string Of<T>(T value) => value switch
    {
        null => "null",
        string text => text,
        IFormattable number => number.ToString(null, CultureInfo.InvariantCulture),
        IEnumerable items => string.Join(' ', items.Cast<object?>().Select(Of)),
        _ => value.ToString() ?? "",
    };

    public static string Of(Exception error) => error is MarbleException marble ? marble.Text : ErrorText.Of(error);

    /// <summary>A value as it stands in a diagram.</summary>
    public static string Token(string text) => text.Length == 1 && !Signs.Contains(text[0]) && !char.IsWhiteSpace(text[0]) ? text : Bracketed(text);

    /// <summary>A notification as it stands in a diagram.</summary>
    public static string Token<T>(Notification<T> notification, Func<T, string> text) => notification.Kind switch
    {
        NotificationKind.OnNext => Token(text(notification.Value)),
        NotificationKind.OnError => Of(notification.Exception!) is { Length: > 0 } error ? $"#{Bracketed(error)}" : "#",
        _ => "|",
    };

    /// <summary>A notification in a sentence.</summary>
    public static string Said<T>(Notification<T> notification) => notification.Kind switch
    {
        NotificationKind.OnNext => $"OnNext({Of(notification.Value)})",
        NotificationKind.OnError => $"OnError({Of(notification.Exception!)})",
        _ => "OnCompleted()",
    };

    /// <summary>Whether what follows would be read as an error's text.</summary>
    public static bool NeedsSpace(StringBuilder before, string next) => before.Length > 0 && before[^1] == '#' && next[0] == '[';

    /// <summary>What is in one frame, without the parentheses.</summary>
    public static string Together(IEnumerable<string> tokens)
    {
        var text = new StringBuilder();
        foreach (var token in tokens)
            text.Append(NeedsSpace(text, token) ? " " : "").Append(token);
        return text.ToString();
    }

    private static string Bracketed(string text) => $"[{text.Replace("]", "]]", StringComparison.Ordinal)}]";
}
