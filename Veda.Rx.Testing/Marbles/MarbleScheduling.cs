namespace Veda.Rx.Testing;

/// <summary>Observables from marble diagrams on virtual time.</summary>
/// <example><code>
/// var scheduler = new TestScheduler();
/// var words = scheduler.CreateHot("--a-^-b-(c|)");
/// var numbers = scheduler.CreateCold&lt;int>("-1-2-#");
/// var heard = scheduler.Start(() => words.Merge(numbers.Select(n => n.ToString()), scheduler));
/// </code></example>
public static class MarbleScheduling
{
    /// <summary>A hot observable of texts: every value is its own text.</summary>
    /// <inheritdoc cref="CreateHot{T}(TestScheduler, string, Func{string, T}, long, long)"/>
    public static ITestableObservable<string> CreateHot(
        this TestScheduler scheduler, string diagram, long ticksPerFrame = Marble.TicksPerFrame, long subscribed = ReactiveTest.Subscribed) =>
        CreateHot(scheduler, diagram, static text => text, ticksPerFrame, subscribed);

    /// <summary>A hot observable whose values are what their type parses from their text.</summary>
    /// <inheritdoc cref="CreateHot{T}(TestScheduler, string, Func{string, T}, long, long)"/>
    public static ITestableObservable<T> CreateHot<T>(
        this TestScheduler scheduler, string diagram, long ticksPerFrame = Marble.TicksPerFrame, long subscribed = ReactiveTest.Subscribed) where T : IParsable<T> =>
        CreateHot(scheduler, diagram, Marble.Parsed<T>, ticksPerFrame, subscribed);

    /// <summary>A hot observable whose values a function makes of their text.</summary>
    /// <typeparam name="T">The type of the values.</typeparam>
    /// <param name="scheduler">Whose time it is.</param>
    /// <param name="diagram">The diagram; it has a <c>^</c>.</param>
    /// <param name="value">Makes a value of its text.</param>
    /// <param name="ticksPerFrame">How many ticks a frame has. From 1.</param>
    /// <param name="subscribed">The virtual time of <c>^</c>, in ticks. Default: 200, when <c>TestScheduler.Start</c> subscribes.</param>
    /// <returns>The observable, as <see cref="ObservableScript{T}.Open"/> makes it.</returns>
    /// <exception cref="ArgumentNullException">An argument is null.</exception>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="ticksPerFrame"/> is less than 1.</exception>
    /// <exception cref="FormatException">The diagram is none, or has no <c>^</c>.</exception>
    public static ITestableObservable<T> CreateHot<T>(
        this TestScheduler scheduler, string diagram, Func<string, T> value, long ticksPerFrame = Marble.TicksPerFrame, long subscribed = ReactiveTest.Subscribed)
    {
        var script = Marble.Parse(diagram, value, null, ticksPerFrame);
        if (!script.IsHot)
            throw new FormatException($"Marble diagram \"{diagram}\" of a hot observable has no '^'; allowed: one, where the subscription is expected.");
        return script.Open(scheduler, subscribed);
    }

    /// <summary>A cold observable of texts: every value is its own text.</summary>
    /// <inheritdoc cref="CreateCold{T}(TestScheduler, string, Func{string, T}, long)"/>
    public static ITestableObservable<string> CreateCold(this TestScheduler scheduler, string diagram, long ticksPerFrame = Marble.TicksPerFrame) =>
        CreateCold(scheduler, diagram, static text => text, ticksPerFrame);

    /// <summary>A cold observable whose values are what their type parses from their text.</summary>
    /// <inheritdoc cref="CreateCold{T}(TestScheduler, string, Func{string, T}, long)"/>
    public static ITestableObservable<T> CreateCold<T>(this TestScheduler scheduler, string diagram, long ticksPerFrame = Marble.TicksPerFrame) where T : IParsable<T> =>
        CreateCold(scheduler, diagram, Marble.Parsed<T>, ticksPerFrame);

    /// <summary>A cold observable whose values a function makes of their text.</summary>
    /// <typeparam name="T">The type of the values.</typeparam>
    /// <param name="scheduler">Whose time it is.</param>
    /// <param name="diagram">The diagram; it has no <c>^</c>.</param>
    /// <param name="value">Makes a value of its text.</param>
    /// <param name="ticksPerFrame">How many ticks a frame has. From 1.</param>
    /// <returns>The observable, as <see cref="ObservableScript{T}.Open"/> makes it.</returns>
    /// <exception cref="ArgumentNullException">An argument is null.</exception>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="ticksPerFrame"/> is less than 1.</exception>
    /// <exception cref="FormatException">The diagram is none, or has a <c>^</c>.</exception>
    public static ITestableObservable<T> CreateCold<T>(this TestScheduler scheduler, string diagram, Func<string, T> value, long ticksPerFrame = Marble.TicksPerFrame)
    {
        var script = Marble.Parse(diagram, value, null, ticksPerFrame);
        if (script.IsHot)
            throw new FormatException($"Marble diagram \"{diagram}\" of a cold observable has a '^'; allowed: none, since it begins when it is subscribed to.");
        return script.Open(scheduler);
    }
}
