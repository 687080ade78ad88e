namespace Veda.Rx.Tests.Equivalence;

/// <summary>An observer that records, and that notices when the Rx grammar is broken: overlapping calls, or calls after the end.</summary>
/// <param name="then">Called inside OnNext with the number of elements so far.</param>
internal sealed class Probe<T>(Action<int>? then = null) : IObserver<T>
{
    /// <summary>How what ends without a terminal notification ends.</summary>
    public const string Silenced = "silence";

    private readonly List<T> _elements = [];   // locked, since tests look at it while others may still call
    private readonly TaskCompletionSource<Outcome<T>> _ended = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private int _inside;
    private volatile bool _over;
    private volatile string? _violation;
    private int _notifications;

    /// <summary>Completes with what was seen.</summary>
    public Task<Outcome<T>> Ended => _ended.Task;

    /// <summary>What was wrong, if anything.</summary>
    public string? Violation => _violation;

    /// <summary>How often a notification came, counting those after the end.</summary>
    public int Notifications => Volatile.Read(ref _notifications);

    /// <summary>From now on nothing may come: called where the grammar promises that.</summary>
    public void Disposed() => End(new(Elements, Silenced));

    /// <summary>What has come so far.</summary>
    public Outcome<T> Heard => Ended.IsCompleted ? Ended.Result : new(Elements, Silenced);

    public void OnNext(T value) => Notify(() =>
    {
        lock (_elements)
            _elements.Add(value);
        then?.Invoke(_elements.Count);
    });

    public void OnError(Exception error) => Notify(() => End(new(Elements, error)));

    public void OnCompleted() => Notify(() => End(new(Elements, Outcome.Completed)));

    private T[] Elements
    {
        get
        {
            lock (_elements)
                return [.. _elements];
        }
    }

    private void End(Outcome<T> outcome)
    {
        _over = true;
        _ended.TrySetResult(outcome);
    }

    private void Notify(Action action)
    {
        if (_over)
            _violation = "a notification came after the end";
        if (Interlocked.Exchange(ref _inside, 1) == 1)
            _violation = "two notifications overlapped";
        Interlocked.Increment(ref _notifications);
        action();
        Volatile.Write(ref _inside, 0);
    }
}
