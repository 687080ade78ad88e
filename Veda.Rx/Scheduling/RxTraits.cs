using System.Reactive.Concurrency;

namespace Veda.Rx.Scheduling;

/// <summary>What the engine knows of Rx's own schedulers, which cannot say it themselves; any other gets one participant of its own.</summary>
internal readonly record struct RxTraits(int Workers, bool MayParticipate, bool IsVirtual)
{
    public static RxTraits Of(IScheduler scheduler) => scheduler switch
    {
        TaskPoolScheduler or ThreadPoolScheduler or DefaultScheduler => new(Environment.ProcessorCount, true, false),
        // These run on whichever thread calls them, so the waiting thread is theirs.
        CurrentThreadScheduler or ImmediateScheduler => new(1, true, false),
        _ when IsVirtualTime(scheduler.GetType()) => new(1, true, true),
        _ => new(1, false, false),
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
