using System.Collections.Immutable;
using Veda.Rx.Internal;

namespace Veda.Rx;

/// <summary>
/// One subscription's execution of a whole pipeline: its segments, and the thread that waits for it, if one does. Disposing
/// it silences the observer and stops all segments.
/// </summary>
internal sealed class PipelineRun : WaitableRun<RealSync>, IDisposable
{
    private readonly object _lock = new();
    private List<CancellationTokenRegistration>? _tokens;                // under _lock
    private Segment[] _segments = [];                                    // replaced under _lock; the first one delivers the run's result
    private volatile bool _silenced;
    private volatile bool _completed;
    private bool _borrowsThreads;              // written under _lock: whether a segment runs on the threads of its callers

    /// <summary>Whether the subscription is disposed: nothing more may reach the observer.</summary>
    public bool IsSilenced => _silenced;

    /// <summary>Whether a caller pulls the results, and so makes room only while it does nothing else. Written when the run starts.</summary>
    public bool IsPulled { get; private set; }

    protected override Participants<RealSync>[] Parts => _segments;

    protected override bool HasEnded => _completed;

    /// <summary>Adds a segment while the pipeline is being opened, or later when a source opens another stream.</summary>
    public void Add(Segment segment)
    {
        lock (_lock)
        {
            _segments = [.. _segments, segment];
            _borrowsThreads |= segment.BorrowsThreads;
        }
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
        lock (_lock)
        {
            if (!_completed)
            {
                (_tokens ??= []).Add(registration);
                return;
            }
        }
        registration.Unregister();   // nobody else will: the run ended before, by another token
    }

    /// <summary>Runs on the schedulers; returns at once.</summary>
    /// <param name="pulled">Whether the calling thread will pull the results.</param>
    public void Start(bool pulled = false)
    {
        IsPulled = pulled;
        using var entry = pulled ? new RunEntry(this, reads: true) : null;
        _segments[0].Begin();
    }

    /// <summary>Runs on the schedulers and, as long as it waits in <see cref="WaitableRun{TSync}.WaitUntil"/>, on the calling thread.</summary>
    /// <param name="pulled">Whether the calling thread will pull the results.</param>
    public void StartForWaiter(bool pulled = false)
    {
        BecomeWaiter();
        Start(pulled);
    }

    /// <summary>The calling thread comes into the run from outside, where it may be used in place of a scheduler's.</summary>
    /// <returns>What to dispose on leaving; null where nothing depends on it.</returns>
    public RunEntry? Enter() => _borrowsThreads && !RunEntry.IsInside(this) ? new RunEntry(this) : null;

    /// <summary>One step of any segment where the calling thread would otherwise block: what it waits for may need another segment first.</summary>
    /// <returns>Whether there was anything to do.</returns>
    public bool TryHelp()
    {
        foreach (var segment in _segments)
        {
            if (segment.TryHelpHere())
                return true;
        }
        return false;
    }

    /// <summary>Takes part on the calling thread until the terminal signal has been given.</summary>
    public void Drive()
    {
        using var entry = Enter();
        try
        {
            StartForWaiter();
            WaitUntil(this, static run => run._completed);
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
        _segments[0].Cancel(error);
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
            _segments[0].Rethrow(error);
    }

    /// <summary>A segment has given its terminal signal; the run has ended if it is the first one's.</summary>
    public void Finished(Segment segment)
    {
        if (segment != _segments[0])
            return;
        _completed = true;
        lock (_lock)
        {
            foreach (var registration in _tokens ?? [])
                registration.Unregister();
            _tokens = null;
        }
        TryUnpark();
    }

    /// <summary>Ends the subscription: the observer hears nothing more, sources are closed, work not yet begun is dropped.</summary>
    public void Dispose()
    {
        using var entry = Enter();
        _silenced = true;
        var error = _segments[0].Close();
        _segments[0].Cancel(null);
        if (error is not null)
            System.Runtime.ExceptionServices.ExceptionDispatchInfo.Throw(error);
    }
}
