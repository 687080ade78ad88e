namespace Veda.Rx.Tests.Equivalence;

/// <summary>An observer that records, and that fails when the Rx grammar is broken: overlapping calls, or calls after the end.</summary>
internal sealed class Probe(int stopAfter = int.MaxValue) : IObserver<int>
{
    private readonly List<int> _elements = [];
    private readonly TaskCompletionSource<Outcome> _ended = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private int _inside;
    private volatile bool _over;

    /// <summary>Completes with what was seen.</summary>
    public Task<Outcome> Ended => _ended.Task;

    /// <summary>What was wrong, if anything.</summary>
    public string? Violation { get; private set; }

    /// <summary>How often a notification came, counting those after the end.</summary>
    public int Notifications { get; private set; }

    /// <summary>Disposed from inside OnNext after <paramref name="stopAfter"/> elements.</summary>
    public IDisposable? Subscription { get; set; }

    public void OnNext(int value) => Notify(() =>
    {
        _elements.Add(value);
        if (_elements.Count == stopAfter && Subscription is { } subscription)
        {
            subscription.Dispose();
            _over = true;
            _ended.TrySetResult(new Outcome([.. _elements], "disposed"));
        }
    });

    public void OnError(Exception error) => Notify(() => End(Outcome.Describe(error)));

    public void OnCompleted() => Notify(() => End(Outcome.Completed));

    private void End(string how)
    {
        _over = true;
        _ended.TrySetResult(new Outcome([.. _elements], how));
    }

    private void Notify(Action action)
    {
        if (_over)
            Violation = "a notification came after the end";
        if (Interlocked.Exchange(ref _inside, 1) == 1)
            Violation = "two notifications overlapped";
        Notifications++;
        action();
        Volatile.Write(ref _inside, 0);
    }
}
