using System.Globalization;
using System.Reactive;

namespace Veda.Rx.Testing;

/// <summary>The first difference between what was expected and what came, in a picture and in a sentence.</summary>
internal static class MarbleDifference
{
    /// <summary>Describes the first difference.</summary>
    /// <param name="expected">What was expected, at times since the start.</param>
    /// <param name="actual">What came, at times since the start.</param>
    /// <param name="start">The virtual time of time 0, for the sentence.</param>
    /// <param name="ticksPerFrame">How long a frame is unless something is between two.</param>
    /// <param name="isMeant">Whether an error is the expected one; null for the same, or one that says the same.</param>
    /// <returns>Null if there is none.</returns>
    public static string? Between<T>(
        IReadOnlyList<Recorded<Notification<T>>> expected, IReadOnlyList<Recorded<Notification<T>>> actual, long start, long ticksPerFrame, Func<Exception, Exception, bool>? isMeant = null)
    {
        var index = 0;
        while (index < expected.Count && index < actual.Count && expected[index].Time == actual[index].Time && ElementEquality.Same(expected[index].Value, actual[index].Value, isMeant))
            index++;
        if (index == expected.Count && index == actual.Count)
            return null;
        Recorded<Notification<T>>? wanted = index < expected.Count ? expected[index] : null, came = index < actual.Count ? actual[index] : null;
        var scale = MarbleTimeline.Scale(ticksPerFrame, expected.Concat(actual).Select(message => message.Time));
        var picture = Picture(expected, actual, Math.Min(wanted?.Time ?? long.MaxValue, came?.Time ?? long.MaxValue), scale);
        return $"{picture}{Environment.NewLine}{Sentence(wanted, came, start, scale, isMeant)} A frame is {Ticks(scale)}{(start == 0 ? "" : $", the first at {Text(start)}")}.";
    }

    private static string Picture<T>(IReadOnlyList<Recorded<Notification<T>>> expected, IReadOnlyList<Recorded<Notification<T>>> actual, long time, long scale)
    {
        var timelines = new[] { expected, actual }.Select(messages => MarbleTimeline.Of(messages, MarbleText.Of, scale)).ToArray();
        var columns = MarbleColumns.Align(timelines);
        var frame = time / scale;
        var caret = columns.Starts[frame] + SameBeginning(timelines[0][frame] ?? "", timelines[1][frame] ?? "");
        return $"Expected: {columns.Lines[0]}{Environment.NewLine}Actual:   {columns.Lines[1]}{Environment.NewLine}{new string(' ', "Expected: ".Length + caret)}^";
    }

    /// <summary>In a group, how much of it is as expected.</summary>
    private static int SameBeginning(string one, string other) => one.AsSpan().CommonPrefixLength(other);

    private static string Sentence<T>(Recorded<Notification<T>>? wanted, Recorded<Notification<T>>? came, long start, long scale, Func<Exception, Exception, bool>? isMeant) => (wanted, came) switch
    {
        ({ } w, null) => $"{MarbleText.Said(w.Value)} was expected at {Text(start + w.Time)}; nothing more came.",
        (null, { } c) => $"{MarbleText.Said(c.Value)} came at {Text(start + c.Time)}; nothing more was expected.",
        ({ } w, { } c) when ElementEquality.Same(w.Value, c.Value, isMeant) =>
            $"{MarbleText.Said(c.Value)} came at {Text(start + c.Time)}, {Distance(Math.Abs(c.Time - w.Time), scale)} {(c.Time < w.Time ? "before" : "after")} {Text(start + w.Time)}, where it was expected.",
        ({ } w, { } c) when w.Time == c.Time => $"At {Text(start + w.Time)} {MarbleText.Said(w.Value)} was expected, and {MarbleText.Said(c.Value)} came.",
        ({ } w, { } c) => $"{MarbleText.Said(w.Value)} was expected at {Text(start + w.Time)}, and {MarbleText.Said(c.Value)} came at {Text(start + c.Time)}.",
        _ => throw new ArgumentException("There is no difference.", nameof(came)),
    };

    private static string Distance(long ticks, long scale) => ticks == scale ? "1 frame" : $"{Text(ticks / scale)} frames";

    private static string Ticks(long ticks) => ticks == 1 ? "1 tick" : $"{Text(ticks)} ticks";

    private static string Text(long number) => number.ToString(CultureInfo.InvariantCulture);
}
