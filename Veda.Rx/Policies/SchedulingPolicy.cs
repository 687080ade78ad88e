using Veda.Rx.Policies;

namespace Veda.Rx;

/// <summary>The ready-made policies, for <see cref="VedaOptions.Policy"/>.</summary>
/// <example><code>
/// await using var runtime = new VedaRuntime(new VedaOptions { Policy = SchedulingPolicy.LowLatency });
/// var total = await orders.ToVeda().On(runtime.Scheduler).Map(Price).Sum();
/// </code></example>
public static class SchedulingPolicy
{
    /// <summary>
    /// Tries out how many workers finish the most, and keeps to that: more than there are processors where work waits, fewer where workers are in each other's way. The default.
    /// </summary>
    public static ISchedulingPolicy Adaptive { get; } = new AdaptivePolicy();

    /// <summary>As many workers as the scheduler has begun with, always. Costs are measured.</summary>
    public static ISchedulingPolicy Fixed { get; } = new FixedPolicy(measuresCost: true);

    /// <summary>As <see cref="Adaptive"/>, but with small batches, and up to twice as many workers as processors when actions wait: what comes in begins soon, though all of it takes somewhat longer.</summary>
    public static ISchedulingPolicy LowLatency { get; } = new LowLatencyPolicy();

    /// <summary>As <see cref="Adaptive"/>, but with large batches: the least cost for each element, and results in larger groups.</summary>
    public static ISchedulingPolicy HighThroughput { get; } = new AdaptivePolicy(TimeSpan.FromMicroseconds(400));

    /// <summary>As few workers as can do what comes in, never more than processors: one more only where all have been busy and actions have waited for some time.</summary>
    public static ISchedulingPolicy EnergyEfficient { get; } = new EnergyEfficientPolicy();

    /// <summary>As <see cref="Fixed"/>, and batch sizes do not depend on measured time, so that the same stream is cut into the same batches on every run. Who runs which when still differs.</summary>
    public static ISchedulingPolicy Deterministic { get; } = new FixedPolicy(measuresCost: false);

    /// <summary>What people know a policy by: the property's name above, or the type's.</summary>
    internal static string NameOf(ISchedulingPolicy policy) =>
        policy == Adaptive ? nameof(Adaptive)
        : policy == Fixed ? nameof(Fixed)
        : policy == LowLatency ? nameof(LowLatency)
        : policy == HighThroughput ? nameof(HighThroughput)
        : policy == EnergyEfficient ? nameof(EnergyEfficient)
        : policy == Deterministic ? nameof(Deterministic)
        : policy.GetType().Name;
}
