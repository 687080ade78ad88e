using System.Globalization;
using System.Reactive;

namespace Veda.Rx.Testing;

/// <summary>Observables as text: one character is one frame of virtual time.</summary>
/// <remarks>
/// <list type="table">
/// <item><term><c>-</c></term><description>a frame in which nothing happens; <c>{25}</c> is 25 of them</description></item>
/// <item><term><c>a</c>, <c>[12]</c></term><description>a value: one character, or any text in brackets, where <c>]]</c> stands for <c>]</c></description></item>
/// <item><term><c>|</c></term><description>the completion</description></item>
/// <item><term><c>#</c>, <c>#[disk full]</c></term><description>an error, with a text where it matters; <c># [12]</c> is one without, and a value</description></item>
/// <item><term><c>^</c></term><description>the subscription to a hot observable: time 0. A diagram without it is of a cold one, and begins at 0</description></item>
/// <item><term><c>!</c></term><description>the disposal of the subscription</description></item>
/// <item><term><c>(ab|)</c></term><description>all of this in one frame, in this order</description></item>
/// </list>
/// Spaces mean nothing, and align diagrams. A group takes one frame, however long it is: RxJS counts its characters.
/// </remarks>
/// <example><code>
/// var script = Marble.Parse&lt;int>("-1-(2[12])|");
/// // script.Messages: OnNext(1)@10, OnNext(2)@30, OnNext(12)@30, OnCompleted()@40
/// var again = Marble.Render(script);   // "-1-(2[12])|"
/// </code></example>
public static class Marble
{
    /// <summary>How many ticks a frame has unless a call says otherwise: 10.</summary>
    public const long TicksPerFrame = 10;

    /// <summary>Reads a diagram whose values are what their type parses from their text.</summary>
    /// <inheritdoc cref="Parse{T}(string, Func{string, T}, Func{string, Exception}, long)"/>
    public static ObservableScript<T> Parse<T>(string diagram, long ticksPerFrame = TicksPerFrame) where T : IParsable<T> =>
        Parse(diagram, Parsed<T>, null, ticksPerFrame);

    /// <summary>Reads a diagram whose values have names.</summary>
    /// <param name="diagram">The diagram.</param>
    /// <param name="values">The value of each text. One that is not there is a <see cref="FormatException"/>.</param>
    /// <param name="error">Makes an error of its text, empty for a bare <c>#</c>; null for a <see cref="MarbleException"/>.</param>
    /// <param name="ticksPerFrame">How many ticks a frame has. From 1.</param>
    /// <inheritdoc cref="Parse{T}(string, Func{string, T}, Func{string, Exception}, long)"/>
    public static ObservableScript<T> Parse<T>(
        string diagram, IReadOnlyDictionary<string, T> values, Func<string, Exception>? error = null, long ticksPerFrame = TicksPerFrame)
    {
        ArgumentNullException.ThrowIfNull(values);
        return Parse(diagram, Named, error, ticksPerFrame);

        T Named(string text) => values.TryGetValue(text, out var value)
            ? value
            : throw new FormatException($"there is no value of this name; allowed: {string.Join(", ", values.Keys)}.");
    }

    /// <summary>Reads a diagram whose values a function makes of their text.</summary>
    /// <typeparam name="T">The type of the values.</typeparam>
    /// <param name="diagram">The diagram.</param>
    /// <param name="value">Makes a value of its text: the character, or what is in brackets.</param>
    /// <param name="error">Makes an error of its text, empty for a bare <c>#</c>; null for a <see cref="MarbleException"/>.</param>
    /// <param name="ticksPerFrame">How many ticks a frame has. From 1.</param>
    /// <returns>The script: hot if there is a <c>^</c>, from which its times count; otherwise cold, and they count from the beginning.</returns>
    /// <exception cref="ArgumentNullException"><paramref name="diagram"/> or the values are null.</exception>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="ticksPerFrame"/> is less than 1.</exception>
    /// <exception cref="FormatException">The diagram is none: the message has it, the position, and what is allowed there.</exception>
    /// <exception cref="OverflowException">A time is beyond the last tick.</exception>
    public static ObservableScript<T> Parse<T>(
        string diagram, Func<string, T> value, Func<string, Exception>? error = null, long ticksPerFrame = TicksPerFrame)
    {
        ArgumentNullException.ThrowIfNull(diagram);
        ArgumentNullException.ThrowIfNull(value);
        CheckScale(ticksPerFrame);
        return new MarbleReader<T>(diagram, value, error ?? (static text => new MarbleException(text)), ticksPerFrame).Read();
    }

    /// <summary>Draws a script. <c>Parse</c> gives it back, if values come back from their text and errors are <see cref="MarbleException"/>s.</summary>
    /// <typeparam name="T">The type of the values.</typeparam>
    /// <param name="script">The script.</param>
    /// <param name="text">The text of a value; null for what <see cref="object.ToString"/> says, in the invariant culture; a sequence's elements, with spaces between them.</param>
    /// <param name="ticksPerFrame">How many ticks a frame has. From 1; every time of the script is a multiple of it.</param>
    /// <returns>The diagram, without frames behind the last in which something happens. More than 20 frames of nothing are <c>{n}</c>.</returns>
    /// <exception cref="ArgumentNullException"><paramref name="script"/> is null.</exception>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="ticksPerFrame"/> is less than 1.</exception>
    /// <exception cref="ArgumentException">A time of the script is not at a frame.</exception>
    public static string Render<T>(ObservableScript<T> script, Func<T, string>? text = null, long ticksPerFrame = TicksPerFrame)
    {
        ArgumentNullException.ThrowIfNull(script);
        CheckScale(ticksPerFrame);
        if (script.Times.Cast<long?>().FirstOrDefault(time => time % ticksPerFrame != 0) is { } between)
            throw new ArgumentException($"{nameof(script)} has something at {between}; allowed: multiples of {nameof(ticksPerFrame)}, which is {ticksPerFrame}.", nameof(script));
        return MarbleColumns.Align(MarbleTimeline.Of(script, text ?? MarbleText.Of, ticksPerFrame)).Lines[0];
    }

    /// <summary>Draws messages as those of a cold observable, with their times as they are.</summary>
    /// <typeparam name="T">The type of the values.</typeparam>
    /// <param name="messages">The messages. Times from 0, in order.</param>
    /// <param name="text">The text of a value; null for that of the invariant culture.</param>
    /// <param name="ticksPerFrame">How many ticks a frame has. From 1; every time is a multiple of it.</param>
    /// <inheritdoc cref="Render{T}(ObservableScript{T}, Func{T, string}, long)"/>
    public static string Render<T>(IEnumerable<Recorded<Notification<T>>> messages, Func<T, string>? text = null, long ticksPerFrame = TicksPerFrame) =>
        Render(new ObservableScript<T>(isHot: false, messages), text, ticksPerFrame);

    internal static T Parsed<T>(string text) where T : IParsable<T> => T.Parse(text, CultureInfo.InvariantCulture);

    internal static void CheckScale(long ticksPerFrame)
    {
        if (ticksPerFrame < 1)
            throw new ArgumentOutOfRangeException(nameof(ticksPerFrame), ticksPerFrame, $"{nameof(ticksPerFrame)} is {ticksPerFrame}; allowed: from 1.");
    }
}
