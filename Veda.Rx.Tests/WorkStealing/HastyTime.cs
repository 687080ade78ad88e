namespace Veda.Rx.Tests.WorkStealing;

/// <summary>A clock on which some time passes with each look, so that windows of measurement end every few batches however quick these are. Timers are the system's.</summary>
internal sealed class HastyTime : TimeProvider
{
    private long _now;   // interlocked

    public override long TimestampFrequency => TimeSpan.TicksPerSecond;

    public override long GetTimestamp() => Interlocked.Add(ref _now, 50 * TimeSpan.TicksPerMicrosecond);
}
