namespace Veda.Rx.Internal;

/// <summary>A binary semaphore that one thread sleeps on: a wake before the sleep is not lost.</summary>
internal sealed class Parker
{
    /// <summary>
    /// How often to look for a permit before sleeping: some 50 µs, all but the first few looks yielding the processor. Who waits until
    /// another participant has read a batch waits that long, and waking a sleeper takes half as long again.
    /// </summary>
    private const int Looks = 120;

    private readonly object _monitor = new();

    /// <summary>Whether the next <see cref="Wait"/> returns at once. Written by both sides, guarded by <see cref="_monitor"/>.</summary>
    private bool _permit;

    /// <summary>Sleeps until there is a permit, and takes it.</summary>
    public void Wait()
    {
        var spinner = default(SpinWait);
        while (spinner.Count < Looks && !Volatile.Read(ref _permit))
            spinner.SpinOnce(sleep1Threshold: -1);
        lock (_monitor)
        {
            while (!_permit)
                Monitor.Wait(_monitor);
            _permit = false;
        }
    }

    /// <summary>Gives the permit. May be called from any thread.</summary>
    public void Wake()
    {
        lock (_monitor)
        {
            _permit = true;
            Monitor.Pulse(_monitor);
        }
    }
}
