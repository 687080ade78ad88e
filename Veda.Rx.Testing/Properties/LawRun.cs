using System.Reactive;
using System.Reactive.Disposables;

namespace Veda.Rx.Testing;

/// <summary>One subscription to the operator. Its source's time 0 is when <c>TestScheduler.Start</c> subscribes.</summary>
internal sealed class LawRun<T, TResult>
{
    private readonly LawCase<T, TResult> _case;
    private readonly SingleAssignmentDisposable _subscription = new();

    /// <param name="lawCase">What to run.</param>
    /// <param name="disposeInside">The notification inside of which to dispose, counted from 1; null for none.</param>
    public LawRun(LawCase<T, TResult> lawCase, int? disposeInside = null)
    {
        _case = lawCase;
        Scheduler = lawCase.Scheduler();
        Source = lawCase.Script.Open(Scheduler);
        Observer = new LawObserver<TResult>(Scheduler, count =>
        {
            if (count == disposeInside)
                Dispose();
        });
        Guard(() =>
        {
            Scheduler.AdvanceTo(ReactiveTest.Subscribed);
            _subscription.Disposable = lawCase.Operation(Source, Scheduler).Subscribe(Observer);
        });
    }

    public TestScheduler Scheduler { get; }

    public ITestableObservable<T> Source { get; }

    public LawObserver<TResult> Observer { get; }

    /// <summary>What has left an action, or the subscription.</summary>
    public Exception? Escaped { get; private set; }

    /// <summary>How many notifications there were at the disposal, and when that was; null if there was none.</summary>
    public (int Count, long Time)? Disposal { get; private set; }

    /// <summary>When the result was disposed of, or had ended; null if neither.</summary>
    public long? Over => Disposal?.Time ?? (Observer.Ended is { } ended ? ReactiveTest.Subscribed + Observer.Messages[ended - 1].Time : null);

    /// <summary>When the source tells its end to a subscriber; <see cref="long.MaxValue"/> if never.</summary>
    public long EndOfSource(Subscription subscription) => _case.Script.Heard.Cast<Recorded<Notification<T>>?>().FirstOrDefault(message => !message!.Value.Value.HasValue) is { } end
        ? end.Time + (_case.Script.IsHot ? ReactiveTest.Subscribed : subscription.Subscribe)
        : long.MaxValue;

    /// <summary>Disposes of the result.</summary>
    public void Dispose()
    {
        Disposal = (Observer.Messages.Count, Scheduler.Clock);
        Guard(_subscription.Dispose);
    }

    /// <summary>Runs everything that is due up to a time.</summary>
    public LawRun<T, TResult> To(long time)
    {
        Guard(() => Scheduler.AdvanceTo(Math.Max(time, Scheduler.Clock)));
        return this;
    }

    /// <summary>Runs so many actions, where a seed decides which.</summary>
    public LawRun<T, TResult> Steps(int count)
    {
        var seeded = (SeededTestScheduler)Scheduler;
        Guard(() => seeded.RunUntil(() => seeded.Steps >= count));
        return this;
    }

    /// <summary>Runs to the end.</summary>
    public LawRun<T, TResult> ToEnd() => To(_case.End);

    private void Guard(Action action)
    {
        if (Escaped is not null)
            return;
        try
        {
            action();
        }
        catch (Exception escaped)
        {
            Escaped = escaped;
        }
    }
}
