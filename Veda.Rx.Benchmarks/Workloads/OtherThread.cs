using Veda.Rx.Benchmarks.Harness;

namespace Veda.Rx.Benchmarks.Workloads;

/// <summary>
/// A thread on the last processor that does something whenever it is asked to, and watches out meanwhile: what it wrote last
/// is in that processor's cache.
/// </summary>
internal sealed class OtherThread : IDisposable
{
    private readonly Thread _thread;

    /// <summary>What is to be done; null when it has been done. Written by the asking thread and, to null, by this one.</summary>
    private Action? _asked;

    /// <summary>Written by <see cref="Dispose"/>.</summary>
    private volatile bool _ends;

    public OtherThread()
    {
        _thread = new Thread(Run) { IsBackground = true };
        _thread.Start();
    }

    /// <summary>Returns when the thread has done it.</summary>
    public void Do(Action action)
    {
        Volatile.Write(ref _asked, action);
        var spin = new SpinWait();
        while (Volatile.Read(ref _asked) is not null)
            spin.SpinOnce(sleep1Threshold: -1);
    }

    public void Dispose()
    {
        _ends = true;
        _thread.Join();
    }

    private void Run()
    {
        Core.TryBind(Core.Ends.Last);
        var spin = new SpinWait();
        while (!_ends)
        {
            if (Volatile.Read(ref _asked) is not { } action)
            {
                spin.SpinOnce(sleep1Threshold: -1);
                continue;
            }
            action();
            Volatile.Write(ref _asked, null);
            spin.Reset();
        }
    }
}
