namespace Veda.Rx.Tests.Guarantees;

/// <summary>Sequences that do not end by themselves; they do when the test is over, so that a failure does not keep a processor busy.</summary>
internal sealed class Endless : IDisposable
{
    private readonly TaskCompletionSource _closed = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private volatile bool _over;
    private long _read;

    /// <summary>How many elements have been read, of all sequences.</summary>
    public long Read => Interlocked.Read(ref _read);

    /// <summary>Completes when the first enumerator is disposed.</summary>
    public Task Closed => _closed.Task;

    /// <summary>0, 1, 2, … and, from 1,000,000 on, the same number again and again.</summary>
    public IEnumerable<int> Numbers()
    {
        try
        {
            for (var i = 0; !_over; i = Math.Min(i + 1, 1_000_000))
            {
                Interlocked.Increment(ref _read);
                yield return i;
            }
        }
        finally
        {
            _closed.TrySetResult();
        }
    }

    public void Dispose() => _over = true;
}
