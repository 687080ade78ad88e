using System.Diagnostics;
using System.Reactive;
using System.Reactive.Concurrency;
using System.Reactive.Disposables;

namespace Veda.Rx.Testing;

/// <summary>Virtual time in ticks: what is scheduled waits until a test moves the clock, and then runs on the test's own thread.</summary>
/// <remarks>
/// Source- and tick-compatible with the class of the same name in Microsoft.Reactive.Testing. Work that is due now or earlier
/// runs at the next tick, so scheduling "immediately" takes one tick, and nothing that an action schedules runs in the action's
/// own tick. Work that is due at the same tick runs in the order in which it was scheduled.
/// <para>
/// An exception of an action leaves <c>Start</c> or <c>AdvanceTo</c> with the scheduler still enabled; call <c>Stop</c>
/// before going on. Scheduling is safe from any thread, everything else belongs to the test's thread.
/// </para>
/// </remarks>
/// <example><code>
/// var scheduler = new TestScheduler();
/// var source = scheduler.CreateHotObservable(ReactiveTest.OnNext(210, 1), ReactiveTest.OnNext(220, 2), ReactiveTest.OnCompleted&lt;int&gt;(230));
/// var heard = scheduler.Start(() => source.Delay(TimeSpan.FromTicks(5), scheduler));
/// heard.Messages.AssertEqual(ReactiveTest.OnNext(215, 1), ReactiveTest.OnNext(225, 2), ReactiveTest.OnCompleted&lt;int&gt;(235));
/// </code></example>
[DebuggerDisplay("\\{ Clock = {Clock} Now = {Now.ToString(\"O\")} \\}")]
public class TestScheduler : VirtualTimeScheduler<long, long>
{
    /// <summary>Schedules an action at a virtual time, or at the next tick if that time has come.</summary>
    /// <typeparam name="TState">The type of the state.</typeparam>
    /// <param name="state">What the action gets.</param>
    /// <param name="dueTime">When, in ticks.</param>
    /// <param name="action">The action; runs on the thread that moves the clock.</param>
    /// <returns>Cancels the action if it has not begun, or what it has returned.</returns>
    /// <exception cref="ArgumentNullException"><paramref name="action"/> is null.</exception>
    public override IDisposable ScheduleAbsolute<TState>(TState state, long dueTime, Func<IScheduler, TState, IDisposable> action) =>
        base.ScheduleAbsolute(state, dueTime <= Clock ? Clock + 1 : dueTime, action);

    /// <summary>The sum. Not checked: a sum beyond the last tick is in the past, so what is scheduled there runs at the next tick.</summary>
    /// <param name="absolute">A virtual time, in ticks.</param>
    /// <param name="relative">A distance, in ticks.</param>
    protected override long Add(long absolute, long relative) => unchecked(absolute + relative);

    /// <summary>The universal time of so many ticks after the beginning of the calendar.</summary>
    /// <param name="absolute">A virtual time, in ticks.</param>
    protected override DateTimeOffset ToDateTimeOffset(long absolute) => new(absolute, TimeSpan.Zero);

    /// <summary>The ticks of a time span.</summary>
    /// <param name="timeSpan">The time span.</param>
    protected override long ToRelative(TimeSpan timeSpan) => timeSpan.Ticks;

    /// <summary>Makes an observable at one virtual time, subscribes to it at another and disposes the subscription at a third, and runs everything that is scheduled.</summary>
    /// <typeparam name="T">The type of the elements.</typeparam>
    /// <param name="create">Makes the observable.</param>
    /// <param name="created">When to make it, in ticks.</param>
    /// <param name="subscribed">When to subscribe; not before <paramref name="created"/>.</param>
    /// <param name="disposed">When to dispose the subscription; not before <paramref name="subscribed"/>.</param>
    /// <returns>What was heard between subscription and disposal.</returns>
    /// <exception cref="ArgumentNullException"><paramref name="create"/> is null.</exception>
    /// <exception cref="ArgumentOutOfRangeException">The times are not in this order.</exception>
    public ITestableObserver<T> Start<T>(Func<IObservable<T>> create, long created, long subscribed, long disposed)
    {
        ArgumentNullException.ThrowIfNull(create);
        ArgumentOutOfRangeException.ThrowIfLessThan(subscribed, created);
        ArgumentOutOfRangeException.ThrowIfLessThan(disposed, subscribed);
        var observer = CreateObserver<T>();
        IObservable<T>? source = null;
        var subscription = new SingleAssignmentDisposable();
        // At the same tick, and where chance decides what comes first there, these may come in another order.
        At(created, () => source ??= create());
        At(subscribed, () => subscription.Disposable = (source ??= create()).Subscribe(observer));
        At(disposed, subscription.Dispose);
        Start();
        return observer;
    }

    /// <summary>The same, made at 100 and subscribed to at 200.</summary>
    /// <inheritdoc cref="Start{T}(Func{IObservable{T}}, long, long, long)"/>
    public ITestableObserver<T> Start<T>(Func<IObservable<T>> create, long disposed) =>
        Start(create, ReactiveTest.Created, ReactiveTest.Subscribed, disposed);

    /// <summary>The same, made at 100, subscribed to at 200 and disposed at 1000.</summary>
    /// <inheritdoc cref="Start{T}(Func{IObservable{T}}, long, long, long)"/>
    public ITestableObserver<T> Start<T>(Func<IObservable<T>> create) => Start(create, ReactiveTest.Disposed);

    /// <summary>An observable that speaks at absolute virtual times, whether somebody listens or not.</summary>
    /// <remarks>
    /// Its messages are scheduled here, so among what is due at the same tick they come before what is scheduled later: at 200
    /// before the subscription of <c>Start</c>, which misses them, and at 1000 before its disposal, so that they are heard.
    /// </remarks>
    /// <typeparam name="T">The type of the elements.</typeparam>
    /// <param name="messages">What to say, and when.</param>
    /// <exception cref="ArgumentNullException"><paramref name="messages"/> is null.</exception>
    public ITestableObservable<T> CreateHotObservable<T>(params Recorded<Notification<T>>[] messages)
    {
        ArgumentNullException.ThrowIfNull(messages);
        return new HotObservable<T>(this, messages);
    }

    /// <summary>An observable that tells every subscriber the whole script, from the time of its subscription on, until it is disposed.</summary>
    /// <typeparam name="T">The type of the elements.</typeparam>
    /// <param name="messages">What to say, and how many ticks after the subscription.</param>
    /// <exception cref="ArgumentNullException"><paramref name="messages"/> is null.</exception>
    public ITestableObservable<T> CreateColdObservable<T>(params Recorded<Notification<T>>[] messages)
    {
        ArgumentNullException.ThrowIfNull(messages);
        return new ColdObservable<T>(this, messages);
    }

    /// <summary>An observer that writes down what it hears, and when.</summary>
    /// <typeparam name="T">The type of the elements.</typeparam>
    public ITestableObserver<T> CreateObserver<T>() => new RecordingObserver<T>(this);

    private void At(long time, Action action) => ScheduleAbsolute(action, time, static (_, due) =>
    {
        due();
        return Disposable.Empty;
    });
}
