using System.Reactive;

namespace Veda.Rx.Testing;

/// <summary>Compares what was heard with marble diagrams, and shows both where they differ.</summary>
/// <remarks>
/// Values are equal by the default comparer, or as sequences of equal elements. A bare <c>#</c> means any error;
/// <c>#[text]</c> one whose message, type or <c>Type: message</c> is this text. Other errors are equal when they are of one type with one message.
/// </remarks>
/// <example><code>
/// var scheduler = new TestScheduler();
/// var source = scheduler.CreateHot("^-a-b-|");
/// MarbleAssert.Equal("--a-b-|", scheduler.Start(() => source));
/// MarbleAssert.Equal("--a-c-|", scheduler.Start(() => source));
/// // Expected: --a-c-|
/// // Actual:   --a-b-|
/// //               ^
/// // At 240 OnNext(c) was expected, and OnNext(b) came. A frame is 10 ticks, the first at 200.
/// </code></example>
public static class MarbleAssert
{
    /// <summary>Asserts that an observer has heard what a diagram shows, whose values are what their type parses from their text.</summary>
    /// <inheritdoc cref="Equal{T}(string, ITestableObserver{T}, Func{string, T}, Func{string, Exception}, long, long)"/>
    public static void Equal<T>(string expected, ITestableObserver<T> actual, long ticksPerFrame = Marble.TicksPerFrame, long start = ReactiveTest.Subscribed)
        where T : IParsable<T> =>
        Equal(expected, actual, Marble.Parsed<T>, null, ticksPerFrame, start);

    /// <summary>Asserts that an observer has heard what a diagram shows, whose values a function makes of their text.</summary>
    /// <typeparam name="T">The type of the values.</typeparam>
    /// <param name="expected">The diagram.</param>
    /// <param name="actual">What was heard.</param>
    /// <param name="value">Makes a value of its text.</param>
    /// <param name="error">Makes an error of its text; null for one that means any error, or any with this text.</param>
    /// <param name="ticksPerFrame">How many ticks a frame has. From 1.</param>
    /// <param name="start">The virtual time of the diagram's time 0, in ticks. Default: 200, when <c>TestScheduler.Start</c> subscribes.</param>
    /// <exception cref="ArgumentNullException">An argument that must not be null is.</exception>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="ticksPerFrame"/> is less than 1.</exception>
    /// <exception cref="FormatException">The diagram is none.</exception>
    /// <exception cref="MarbleAssertException">Something else was heard, or at another time.</exception>
    public static void Equal<T>(
        string expected,
        ITestableObserver<T> actual,
        Func<string, T> value,
        Func<string, Exception>? error = null,
        long ticksPerFrame = Marble.TicksPerFrame,
        long start = ReactiveTest.Subscribed)
    {
        ArgumentNullException.ThrowIfNull(actual);
        Equal(Marble.Parse(expected, value, error, ticksPerFrame), actual.Messages, ticksPerFrame, start);
    }

    /// <summary>Asserts that messages are those of a script.</summary>
    /// <typeparam name="T">The type of the values.</typeparam>
    /// <param name="expected">The script. Only its messages count.</param>
    /// <param name="actual">What was heard.</param>
    /// <param name="ticksPerFrame">How many ticks a frame of the diagrams has; fewer where something is between two frames. From 1.</param>
    /// <param name="start">The virtual time of the script's time 0, in ticks.</param>
    /// <inheritdoc cref="Equal{T}(string, ITestableObserver{T}, Func{string, T}, Func{string, Exception}, long, long)"/>
    public static void Equal<T>(
        ObservableScript<T> expected,
        IEnumerable<Recorded<Notification<T>>> actual,
        long ticksPerFrame = Marble.TicksPerFrame,
        long start = ReactiveTest.Subscribed)
    {
        ArgumentNullException.ThrowIfNull(expected);
        ArgumentNullException.ThrowIfNull(actual);
        Marble.CheckScale(ticksPerFrame);
        var heard = actual.Select(message => new Recorded<Notification<T>>(message.Time - start, message.Value)).ToArray();
        if (MarbleDifference.Between(expected.Messages, heard, start, ticksPerFrame, ElementEquality.Means) is { } difference)
            throw new MarbleAssertException($"{Environment.NewLine}{difference}");
    }
}
