namespace Veda.Rx.Scheduling;

/// <summary>The cost model of real schedulers: elapsed time on a <see cref="TimeProvider"/>.</summary>
internal sealed class MeasuredCost(TimeProvider time) : ICostModel
{
    private readonly double _nanosecondsPerTick = 1e9 / time.TimestampFrequency;

    /// <summary>The system's clock.</summary>
    public static TimeProvider SystemTime { get; } = new VedaOptions().Time;

    /// <summary>Measures with the system's clock.</summary>
    public static MeasuredCost System { get; } = new(SystemTime);

    public long Begin() => time.GetTimestamp();

    public long Since(long mark, int elements) => Math.Max(0, (long)((time.GetTimestamp() - mark) * _nanosecondsPerTick));
}
