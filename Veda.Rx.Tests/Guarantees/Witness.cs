namespace Veda.Rx.Tests.Guarantees;

/// <summary>An observer that keeps what it hears, and notices what breaks the Rx grammar.</summary>
/// <param name="onNext">What to do besides, inside OnNext.</param>
internal sealed class Witness<T>(Action<T>? onNext = null) : IObserver<T>
{
    private readonly TaskCompletionSource _ended = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private int _inside;
    private volatile bool _over;
    private volatile bool _disposed;
    private int _notifications;

    public List<T> Items { get; } = [];

    public Exception? Error { get; private set; }

    public bool Completed { get; private set; }

    /// <summary>What broke the grammar, if anything did.</summary>
    public string? Violation { get; private set; }

    /// <summary>How often anything was heard.</summary>
    public int Notifications => Volatile.Read(ref _notifications);

    /// <summary>The threads that called.</summary>
    public HashSet<int> Threads { get; } = [];

    /// <summary>Completes with the terminal notification.</summary>
    public Task Ended => _ended.Task;

    /// <summary>From now on nothing may be heard.</summary>
    public void Disposed() => _disposed = true;

    public void OnNext(T value) => Hear(() =>
    {
        Items.Add(value);
        onNext?.Invoke(value);
    });

    public void OnError(Exception error) => Hear(() =>
    {
        Error = error;
        _over = true;
    });

    public void OnCompleted() => Hear(() =>
    {
        Completed = true;
        _over = true;
    });

    private void Hear(Action what)
    {
        Interlocked.Increment(ref _notifications);
        if (_over)
            Violation ??= "a notification came after the terminal one";
        if (_disposed)
            Violation ??= "a notification came after Dispose had returned";
        if (Interlocked.Exchange(ref _inside, 1) == 1)
            Violation ??= "two notifications overlapped";
        Threads.Add(Environment.CurrentManagedThreadId);
        try
        {
            what();
        }
        finally
        {
            Volatile.Write(ref _inside, 0);
            if (_over)
                _ended.TrySetResult();
        }
    }
}
