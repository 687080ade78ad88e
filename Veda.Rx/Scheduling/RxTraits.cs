using System.Reactive.Concurrency;

namespace Veda.Rx.Scheduling;

/// <summary>What the engine knows of Rx's own schedulers, which cannot say it themselves; any other gets one participant of its own.</summary>
/// <param name="Workers">How many actions it runs at the same time.</param>
/// <param name="MayParticipate">Whether a waiting thread may run its work.</param>
/// <param name="BorrowsThreads">Whether it has no threads and runs on those of its callers, so that a caller that blocks can stop it.</param>
/// <param name="IsVirtual">Whether its time is virtual.</param>
internal readonly record struct RxTraits(int Workers, bool MayParticipate, bool BorrowsThreads, bool IsVirtual)
{
    public static RxTraits Of(IScheduler scheduler) => scheduler switch
    {
        TaskPoolScheduler or ThreadPoolScheduler or DefaultScheduler => new(Environment.ProcessorCount, true, false, false),
        CurrentThreadScheduler or ImmediateScheduler => new(1, true, true, false),
        _ when IsVirtualTime(scheduler.GetType()) => new(1, true, true, true),
        _ => new(1, false, false, false),
    };

    private static bool IsVirtualTime(Type? type)
    {
        for (; type is not null; type = type.BaseType)
        {
            if (type.IsGenericType && type.GetGenericTypeDefinition() == typeof(VirtualTimeSchedulerBase<,>))
                return true;
        }
        return false;
    }
}
