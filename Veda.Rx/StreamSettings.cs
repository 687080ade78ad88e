using System.Collections.Immutable;
using System.Reactive.Concurrency;
using Veda.Rx.Internal;
using Veda.Rx.Scheduling;

namespace Veda.Rx;

/// <summary>How a segment runs: what <c>On</c>, <c>Unordered</c>, <c>WithBatch</c>, <c>WithParallelism</c> and <c>WithCancellation</c> set.</summary>
/// <param name="Scheduler">Where; null for that of the code that starts the run.</param>
internal sealed record StreamSettings(IScheduler? Scheduler = null)
{
    public static StreamSettings Default { get; } = new();

    public bool Ordered { get; init; } = true;

    /// <summary>The fewest elements of a batch; null for what the scheduler was built with.</summary>
    public int? MinBatch { get; init; }

    /// <summary>The most elements of a batch; null likewise.</summary>
    public int? MaxBatch { get; init; }

    /// <summary>The most participants; null for as many as the scheduler has workers.</summary>
    public int? Parallelism { get; init; }

    /// <summary>The tokens that end a run; those of all streams that the stream reads are among them.</summary>
    public ImmutableArray<CancellationToken> Cancellation { get; init; } = [];

    /// <summary>These settings, for a stream that also reads one with other settings: what cancels that one cancels this one.</summary>
    public StreamSettings WithTokensOf(StreamSettings other) => this with { Cancellation = [.. Cancellation.Union(other.Cancellation)] };

    /// <summary>Where buffers are leased; a pool of its own lets a test count them.</summary>
    public BufferPool Buffers { get; init; } = BufferPool.Shared;

    /// <summary>A view of a scheduler for work of one priority; the scheduler itself if it knows of none.</summary>
    public static IScheduler Prioritized(IScheduler scheduler, WorkPriority priority, TimeSpan? deadline) => SchedulerPort.WithPriority(scheduler, priority, deadline);

    /// <summary>Whether time is virtual where it runs.</summary>
    public bool IsVirtual => Port.IsVirtual;

    /// <summary>What is told what an observer is to be told: itself, but where the scheduler has somebody watch.</summary>
    public IObserver<T> Watched<T>(IObserver<T> observer) => Port.Watch?.WatchStream(observer) ?? observer;

    /// <summary>The scheduler as the engine sees it.</summary>
    public SchedulerPort Port => SchedulerPort.For(Scheduler ?? VedaRuntime.CurrentScheduler);
}
