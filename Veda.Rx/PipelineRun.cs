using System.Collections.Immutable;
using System.Reactive.Disposables;
using Veda.Rx.Internal;
using Veda.Rx.Scheduling;

namespace Veda.Rx;

/// <summary>
/// One subscription's execution of a whole pipeline: its segments, and the thread that waits for it, if one does. Disposing
/// it silences the observer and stops all segments.
/// </summary>
internal class PipelineRun : WaitableRun<RealSync>, IDisposable
{
    private List<CancellationTokenRegistration>? _tokens;   // created once by compare-and-swap, guarded by a lock on itself
    private Segment? _first;                                // delivers the run's result; the others follow it. Written once, by compare-and-swap
    private Action? _helpers;                               // how to call those who wait inside the run; null for nobody, as most of the time. Compare-and-swap
    private volatile bool _silenced;
    private volatile bool _completed;

    /// <summary>Whether the subscription is disposed: nothing more may reach the observer.</summary>
    public bool IsSilenced => _silenced;

    /// <summary>Whether a caller pulls the results, and so makes room only while it does nothing else. Written when the run starts.</summary>
    public bool IsPulled { get; private set; }

    protected override Participants<RealSync>? FirstPart => _first;

    private Segment First => _first!;

    /// <summary>Whether a segment runs on the threads of its callers. May become true, as segments are added.</summary>
    private bool BorrowsThreads
    {
        get
        {
            for (Participants<RealSync>? part = _first; part is not null; part = part.Next)
            {
                if (((Segment)part).BorrowsThreads)
                    return true;
            }
            return false;
        }
    }

    protected override bool HasEnded => _completed;

    protected override bool IsOutside => CurrentWorker.Owner is null;

    /// <summary>Adds a segment while the pipeline is being opened, or later when a source opens another stream.</summary>
    public void Add(Segment segment)
    {
        if (Interlocked.CompareExchange(ref _first, segment, null) is { } first)
            first.Append(segment);
    }

    /// <summary>Ends the run with <see cref="OperationCanceledException"/> when one of the tokens is cancelled.</summary>
    public void Observe(ImmutableArray<CancellationToken> tokens)
    {
        foreach (var token in tokens)
            Observe(token);
    }

    /// <summary>Ends the run with <see cref="OperationCanceledException"/> when the token is cancelled.</summary>
    public void Observe(CancellationToken token)
    {
        if (!token.CanBeCanceled)
            return;
        var registration = token.UnsafeRegister(static (run, cancelled) => ((PipelineRun)run!).Fail(new OperationCanceledException(cancelled)), this);
        var tokens = LazyInitializer.EnsureInitialized(ref _tokens);
        lock (tokens)
            tokens.Add(registration);
        // The run may have ended before, by another token. Fences, here and at the end: of the two one sees the other.
        Interlocked.MemoryBarrier();
        if (_completed)
            Unregister();
    }

    /// <summary>Runs on the schedulers; returns at once.</summary>
    /// <param name="pulled">Whether the calling thread will pull the results.</param>
    public void Start(bool pulled = false)
    {
        IsPulled = pulled;
        using var entry = pulled ? new RunEntry(this, reads: true) : null;
        First.Begin();
    }

    /// <summary>Runs on the schedulers and, as long as it waits in <see cref="WaitableRun{TSync}.WaitUntil"/>, on the calling thread.</summary>
    /// <param name="pulled">Whether the calling thread will pull the results.</param>
    public void StartForWaiter(bool pulled = false)
    {
        BecomeWaiter();
        using (WaitingThread.Current.Enter(this))
            Start(pulled);   // a source may give all that it has, or block, before it is subscribed to
        if (pulled)
            LeaveWaiting();   // it waits when it reads, or another thread does
    }

    /// <summary>The calling thread comes into the run from outside, where it may be used in place of a scheduler's.</summary>
    /// <returns>What to dispose on leaving; null where nothing depends on it.</returns>
    public RunEntry? Enter() => BorrowsThreads && !RunEntry.IsInside(this) ? new RunEntry(this) : null;

    /// <summary>One step of any segment where the calling thread would otherwise block: what it waits for may need another segment first.</summary>
    /// <returns>Whether there was anything to do.</returns>
    public bool TryHelp()
    {
        for (Participants<RealSync>? part = _first; part is not null; part = part.Next)
        {
            if (((Segment)part).TryHelpHere())
                return true;
        }
        return false;
    }

    /// <summary>Has something called when there may be something to help with; null where segments have threads of their own.</summary>
    public IDisposable? WhenWork(Action call)
    {
        ArgumentNullException.ThrowIfNull(call);
        if (!BorrowsThreads)
            return null;
        Change(helpers => helpers + call);
        return Disposable.Create(() => Change(helpers => helpers - call));

        void Change(Func<Action?, Action?> change)
        {
            var helpers = _helpers;
            while (Interlocked.CompareExchange(ref _helpers, change(helpers), helpers) is var now && now != helpers)
                helpers = now;
        }
    }

    /// <summary>The calling participant has done a batch: threads of the program that wait for other, short runs go first.</summary>
    public void MakeWay()
    {
        if (CurrentWorker.Owner is not null && Foreground.IsWaitedFor(IsInForeground))
            CurrentWorker.Yield();
    }

    /// <summary>Calls those who wait inside the run and can help.</summary>
    public void CallHelpers() => Volatile.Read(ref _helpers)?.Invoke();

    protected override bool TryRunOther(bool again)
    {
        if (!BorrowsThreads)
            return false;
        // Who called this thread behind its look has enqueued nobody, and a look that found nothing but the end of a source may have ended the run. A thread that sleeps
        // would find the permit; one that has others run instead would not.
        if (IsCalled)
            return true;
        for (Participants<RealSync>? part = _first; part is not null; part = part.Next)
        {
            if (((Segment)part).TryRunOther(again))
                return true;
        }
        return false;
    }

    /// <summary>As <see cref="WaitableRun{TSync}.WaitUntil"/>; those who look can see the calling thread wait.</summary>
    public void Await<TState>(TState state, Func<TState, bool> holds)
    {
        using var wait = WaitingThread.Current.Enter(this);
        WaitUntil(state, holds);
    }

    /// <summary>As <see cref="WaitableRun{TSync}.TryParticipate"/>; those who look can see the calling thread.</summary>
    public bool TryLendHand()
    {
        using var wait = WaitingThread.Current.Enter(this);
        return TryParticipate();
    }

    /// <summary>Where its parts stand, in the order in which they were opened: the one that gives the results first. For people; any thread.</summary>
    public IEnumerable<SegmentView> Look()
    {
        for (Participants<RealSync>? part = _first; part is not null; part = part.Next)
        {
            if (((Segment)part).Look() is { } view)
                yield return view;
        }
    }

    /// <summary>Whether a part is the one that gives the results.</summary>
    public bool IsFirst(Segment segment) => segment == _first;

    /// <summary>Its parts that run on a scheduler, or on a view of that.</summary>
    public IEnumerable<Segment> PartsOn(SchedulerPort port)
    {
        for (Participants<RealSync>? part = _first; part is not null; part = part.Next)
        {
            if ((Segment)part is var segment && segment.Port.Members == port.Members)
                yield return segment;
        }
    }

    /// <summary>Takes part on the calling thread until the terminal signal has been given.</summary>
    public void Drive()
    {
        using var entry = Enter();
        try
        {
            StartForWaiter();
            Await(this, static run => run._completed);
        }
        catch
        {
            Dispose();   // the waiting thread was interrupted: nobody wants the result any more
            throw;
        }
    }

    /// <summary>Ends the run with an error, now.</summary>
    public void Fail(Exception error)
    {
        using var entry = Enter();
        First.Cancel(error);
    }

    /// <summary>An observer threw: nothing more reaches it, the run stops, and the scheduler's policy for unhandled exceptions applies.</summary>
    public void ObserverThrew(Exception error)
    {
        Exception? unclosed = null;
        try
        {
            Dispose();
        }
        catch (Exception thrown)
        {
            unclosed = thrown;
        }
        Report(error);
        Report(unclosed);
    }

    /// <summary>An exception that no observer can be told of any more goes where exceptions of scheduled actions go.</summary>
    public void Report(Exception? error)
    {
        if (error is not null)
            First.Rethrow(error);
    }

    /// <summary>A segment has given its terminal signal; the run has ended if it is the first one's.</summary>
    public void Finished(Segment segment)
    {
        if (segment != First)
            return;
        _completed = true;
        Interlocked.MemoryBarrier();
        Unregister();
        TryUnpark();
    }

    private void Unregister()
    {
        if (Volatile.Read(ref _tokens) is not { } tokens)
            return;
        lock (tokens)
        {
            foreach (var registration in tokens)
                registration.Unregister();
            tokens.Clear();
        }
    }

    /// <summary>Ends the subscription: the observer hears nothing more, sources are closed, work not yet begun is dropped.</summary>
    public void Dispose()
    {
        using var entry = Enter();
        _silenced = true;
        var error = First.Close(failed: false);
        First.Cancel(null);
        if (error is not null)
            System.Runtime.ExceptionServices.ExceptionDispatchInfo.Throw(error);
    }
}
