namespace Veda.Rx.Testing;

/// <summary>What lets one real thread go on: passed to it by the one that stops. Passed before it is waited for, it is not lost.</summary>
internal sealed class Baton
{
    /// <summary>How often to look before sleeping: some 20 µs, within which most steps of a simulated thread end. Waking a sleeper takes twice that.</summary>
    private const int Looks = 60;

    private readonly object _monitor = new();

    /// <summary>Whether the next wait returns at once. Guarded by <see cref="_monitor"/>.</summary>
    private bool _passed;

    /// <summary>Whether who waited was interrupted meanwhile. It waits on: without the baton it must not run.</summary>
    public bool WasInterrupted { get; private set; }

    /// <summary>Lets the waiting thread go on.</summary>
    public void Pass()
    {
        lock (_monitor)
        {
            _passed = true;
            Monitor.Pulse(_monitor);
        }
    }

    /// <summary>Waits until it is passed, and takes it.</summary>
    /// <param name="limit">Milliseconds of real time; <see cref="Timeout.Infinite"/> for no limit.</param>
    /// <returns>False if it was not passed within the limit.</returns>
    public bool Wait(int limit = Timeout.Infinite)
    {
        while (true)
        {
            try
            {
                return Take(limit);
            }
            catch (ThreadInterruptedException)
            {
                WasInterrupted = true;
            }
        }
    }

    private bool Take(int limit)
    {
        var spinner = default(SpinWait);
        while (spinner.Count < Looks && !Volatile.Read(ref _passed))
            spinner.SpinOnce(sleep1Threshold: -1);
        lock (_monitor)
        {
            while (!_passed)
            {
                if (!Monitor.Wait(_monitor, limit) && !_passed)
                    return false;
            }
            _passed = false;
            return true;
        }
    }
}
