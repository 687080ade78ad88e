using System.Reactive.Disposables;

namespace Veda.Rx.WorkStealing;

/// <summary>The dedicated threads of one scheduler's long-running actions.</summary>
internal sealed class LongRunningThreads(object scheduler)
{
    private readonly Lock _lock = new();

    /// <summary>The running actions, each with its thread. Guarded by <see cref="_lock"/>.</summary>
    private readonly Dictionary<ICancelable, OwnThread> _running = [];

    /// <summary>Numbers the threads' names. Guarded by <see cref="_lock"/>.</summary>
    private int _started;

    /// <summary>Guarded by <see cref="_lock"/>; never becomes false again.</summary>
    private bool _closed;

    /// <exception cref="ObjectDisposedException">The set was closed.</exception>
    public void Start(ICancelable action, Action body)
    {
        lock (_lock)
        {
            if (_closed)
                throw Refusal.By(scheduler);
            // The new thread's last step waits for this lock, so it cannot leave before it is listed.
            var thread = new OwnThread($"Veda.Rx long-running {++_started}", () =>
            {
                body();
                lock (_lock)
                    _running.Remove(action);
            });
            thread.Start();
            _running.Add(action, thread);
        }
    }

    /// <summary>Asks all actions to end and takes nothing more.</summary>
    public void Close()
    {
        ICancelable[] running;
        lock (_lock)
        {
            _closed = true;
            running = [.. _running.Keys];
        }
        foreach (var action in running)
            action.Dispose();
    }

    /// <summary>Returns when all threads have ended, but does not wait for the calling one.</summary>
    public void Join()
    {
        OwnThread[] threads;
        lock (_lock)
            threads = [.. _running.Values];
        foreach (var thread in threads)
        {
            if (!thread.IsCurrent)
                thread.Join();
        }
    }
}
