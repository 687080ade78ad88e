using System.Reactive.Concurrency;

namespace Veda.Rx.WorkStealing;

/// <summary>A stopwatch on a scheduler's clock.</summary>
internal sealed class ClockStopwatch(TimeProvider time) : IStopwatch
{
    private readonly long _start = time.GetTimestamp();

    public TimeSpan Elapsed => time.GetElapsedTime(_start);
}
