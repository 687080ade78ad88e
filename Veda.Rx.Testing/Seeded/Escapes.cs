using System.Collections.Concurrent;
using System.Diagnostics.CodeAnalysis;
using System.Runtime.ExceptionServices;

namespace Veda.Rx.Testing;

/// <summary>Sees what of a simulated execution goes on, on a real thread, and takes what comes back from there.</summary>
/// <remarks>
/// An <see cref="AsyncLocal{T}"/> flows with whatever the execution awaits or starts, and tells when a thread begins to run under it: a pool thread that does so runs
/// what has left.
/// </remarks>
internal sealed class Escapes(SeededTestScheduler scheduler, EscapePolicy policy)
{
    /// <summary>How long to wait for what has escaped, in milliseconds of real time.</summary>
    private const int Patience = 5_000;

    /// <summary>How long something that does not go on may take to be seen elsewhere, in milliseconds of real time.</summary>
    private const int Moment = 1_000;

    private static readonly AsyncLocal<(Escapes Watch, Chain Chain)?> s_flow = new(static change =>
    {
        if (change is { ThreadContextChanged: true, CurrentValue: { } now })
            now.Watch.Entered(now.Chain);
    });

    private readonly ConcurrentQueue<VirtualAction> _arrived = new();
    private readonly Baton _arrival = new();
    private volatile bool _hasArrived;   // whether to look at the queue at all
    private volatile EscapeException? _first;
    private volatile bool _isWaiting;    // the thread that drives, for an arrival; written by it

    /// <summary>Whether the thread that drives waits for what has escaped.</summary>
    public bool IsWaiting => _isWaiting;

    /// <summary>Runs the beginning of a chain so that what it starts is seen wherever it goes on.</summary>
    public void Watch(Chain chain, Action body)
    {
        var outer = s_flow.Value;
        s_flow.Value = (this, chain);
        try
        {
            body();
        }
        finally
        {
            s_flow.Value = outer;
        }
    }

    /// <summary>Throws the first escape, if that is forbidden.</summary>
    public void ThrowIfAny()
    {
        if (_first is { } first)
            ExceptionDispatchInfo.Throw(first);
    }

    /// <summary>Takes an action that a thread of no simulation schedules. Does not throw, as that would be on a thread where often nobody can catch it, and end the process.</summary>
    public void Arrive(VirtualAction action)
    {
        if (policy != EscapePolicy.Fail)
        {
            Put(action);
            return;
        }
        _first ??= new EscapeException(
            $"Real thread {Environment.CurrentManagedThreadId} schedules on virtual time, which another thread drives: when this happens depends on the machine, so it could not be repeated. Something has escaped to a real thread, as ConfigureAwait(false), Task.Run, a real timer or another scheduler does. It is here:\n{Environment.StackTrace}");
        _arrival.Pass();
    }

    /// <summary>Takes the rest of a method whose await a real thread has ended. Does not throw: it would do so where nobody can catch it.</summary>
    public void Return(VirtualAction action, Chain? chain)
    {
        if (policy == EscapePolicy.Fail)
            Note(chain?.Name ?? "a posted action", "goes on because of");
        Put(action);
    }

    /// <summary>What has arrived, oldest first.</summary>
    public bool TryTake([NotNullWhen(true)] out VirtualAction? action)
    {
        action = null;
        return _hasArrived && _arrived.TryDequeue(out action);
    }

    /// <summary>Waits until something has arrived, if the policy says so.</summary>
    /// <returns>Whether something has arrived.</returns>
    public bool Wait()
    {
        // An arrival that was taken without waiting for it has left the baton: then this goes round once more.
        _isWaiting = true;
        while (policy == EscapePolicy.Wait && _arrived.IsEmpty && _arrival.Wait(Patience))
        {
        }
        _isWaiting = false;
        return !_arrived.IsEmpty;
    }

    /// <summary>What escapes within a moment; null if nothing does.</summary>
    public EscapeException? Look()
    {
        if (policy == EscapePolicy.Fail && _first is null)
            _arrival.Wait(Moment);
        return _first;
    }

    private void Put(VirtualAction action)
    {
        _arrived.Enqueue(action);
        _hasArrived = true;
        _arrival.Pass();
    }

    private void Entered(Chain chain)
    {
        if (policy != EscapePolicy.Fail || scheduler.IsRunningHere)
            return;
        Note(chain.Name, "runs on");
        _arrival.Pass();
    }

    private void Note(string name, string how) =>
        _first ??= new EscapeException(
            $"A part of '{name}' {how} real thread {Environment.CurrentManagedThreadId}: behind ConfigureAwait(false), in Task.Run, in a callback of a real timer, or behind an await of something real. When it runs depends on the machine, so it could not be repeated. Give the code SimContext.Time, the scheduler or its facets; SeededOptions.Escapes says what else may happen.");
}
