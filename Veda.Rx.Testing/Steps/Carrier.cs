#pragma warning disable RS0030 // the one file that starts threads, to carry the simulated ones: synchronous code needs a stack of its own
using System.Collections.Concurrent;
using System.Runtime.CompilerServices;

namespace Veda.Rx.Testing;

/// <summary>A real thread under a simulated one. Used again by later executions: starting one takes longer than most of these.</summary>
internal sealed class Carrier
{
    private static readonly ConcurrentBag<Carrier> s_idle = [];
    private static readonly Action s_nothing = static () => { };

    private readonly Baton _baton = new();
    private readonly Thread _thread;
    private Action _work = s_nothing;
    private volatile bool _isRetired;   // written by whoever it has worked for

    private Carrier()
    {
        _thread = new Thread(Carry) { IsBackground = true, Name = "Veda simulated thread" };
        _thread.UnsafeStart();
    }

    /// <summary>Tells whether the calling thread sleeps, for whatever reason.</summary>
    public static Func<bool> SleepOfCaller()
    {
        var thread = Thread.CurrentThread;
        return () => thread.ThreadState.HasFlag(ThreadState.WaitSleepJoin);
    }

    /// <summary>Whether the thread sleeps, for whatever reason.</summary>
    public bool Sleeps => _thread.ThreadState.HasFlag(ThreadState.WaitSleepJoin);

    /// <summary>A thread that is idle, or a new one.</summary>
    public static Carrier Rent() => s_idle.TryTake(out var idle) ? idle : new Carrier();

    /// <summary>Has the thread do some work, whose last acts must be to call <see cref="Return"/> and to let somebody else go on.</summary>
    public void Begin(Action work)
    {
        _work = work;
        _baton.Pass();
    }

    /// <summary>The thread is about to be idle.</summary>
    public void Return() => s_idle.Add(this);

    /// <summary>The thread ends behind its work, and carries nothing any more.</summary>
    public void Retire()
    {
        _isRetired = true;
        _baton.Pass();
    }

    /// <summary>Keeps the calling thread from doing anything, for good.</summary>
    public static void Halt() => new Baton().Wait();

    private void Carry()
    {
        while (!_isRetired)
        {
            _baton.Wait();
            ForgetInterruption();
            Work();
        }
    }

    /// <summary>One that came when the work that it was meant for did not wait any more would meet the next.</summary>
    private static void ForgetInterruption()
    {
        try
        {
            Thread.CurrentThread.Join(0);
        }
        catch (ThreadInterruptedException)
        {
        }
    }

    /// <summary>Apart, so that an idle thread holds nothing of an execution that is over.</summary>
    [MethodImpl(MethodImplOptions.NoInlining)]
    private void Work()
    {
        var work = _work;
        _work = s_nothing;
        work();
    }
}
