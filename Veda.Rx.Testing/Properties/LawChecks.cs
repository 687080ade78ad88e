using System.Reactive;

namespace Veda.Rx.Testing;

/// <summary>What a run must show.</summary>
internal static class LawChecks
{
    public static LawBreach? Grammar<T, TResult>(LawRun<T, TResult> run)
    {
        var messages = run.Observer.Messages;
        if (run.Escaped is { } escaped)
            return new(RxLaw.Grammar, $"{Show("Actual", messages)}An exception left an action at {run.Scheduler.Clock} instead of coming as OnError: {MarbleText.Of(escaped)}", escaped);
        if (run.Observer.Overlap is { } overlap)
            return new(RxLaw.Grammar, $"{Show("Actual", messages)}{overlap}");
        return run.Observer.Ended is { } ended && ended < messages.Count ? new(RxLaw.Grammar, Difference([.. messages.Take(ended)], messages)) : null;
    }

    public static LawBreach? Equivalence<T, TResult>(LawRun<T, TResult> run, IReadOnlyList<Notification<TResult>> expected, bool ignoresOrder)
    {
        var actual = run.Observer.Messages;
        if (ignoresOrder)
            expected = LawOrder.Likened(expected, [.. actual.Select(message => message.Value)]);
        return MarbleDifference.Between(LawOrder.Timed(expected, actual), actual, ReactiveTest.Subscribed, Marble.TicksPerFrame) is { } difference
            ? new(RxLaw.Equivalence, $"{difference} (The model knows no times.)")
            : null;
    }

    public static LawBreach? Silence<T, TResult>(LawRun<T, TResult> run) => run.Disposal is { } disposal && disposal.Count < run.Observer.Messages.Count
        ? new(RxLaw.Silence, $"Disposed of at {disposal.Time}.{Environment.NewLine}{Difference([.. run.Observer.Messages.Take(disposal.Count)], run.Observer.Messages)}")
        : null;

    public static LawBreach? Release<T, TResult>(LawRun<T, TResult> run)
    {
        if (run.Over is not { } over)
            return null;
        var leaked = run.Source.Subscriptions.Where(subscription => subscription.Unsubscribe == Subscription.Infinite && run.EndOfSource(subscription) > over).ToArray();
        return leaked.Length == 0
            ? null
            : new(RxLaw.Release, $"{Show("Actual", run.Observer.Messages)}The subscription to the source that began at {leaked[0].Subscribe} was never disposed of, though the result {(run.Disposal is null ? "ended" : "was disposed of")} at {over}.");
    }

    private static string Difference<T>(IReadOnlyList<Recorded<Notification<T>>> expected, IReadOnlyList<Recorded<Notification<T>>> actual) =>
        MarbleDifference.Between(expected, actual, ReactiveTest.Subscribed, Marble.TicksPerFrame)!;

    private static string Show<T>(string title, IReadOnlyList<Recorded<Notification<T>>> messages) =>
        messages.Count == 0 ? $"{title}: (nothing){Environment.NewLine}" : $"{title}: {new ObservableScript<T>(isHot: false, messages)}{Environment.NewLine}";
}
