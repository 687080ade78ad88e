namespace Veda.Rx.Benchmarks.Bugs;

/// <summary>All planted bugs.</summary>
internal static class PlantedBugs
{
    public static IReadOnlyList<PlantedBug> All { get; } =
    [
        CheckThenAct.Bug, LostUpdate.Bug, LockOrder.Bug, AsyncLockOrder.Bug, Philosophers.Bug, IfForWhile.Bug, PulseForPulseAll.Bug, LostWakeUp.Bug,
        LazyInitialisation.Bug, AsyncLazyInitialisation.Bug, TimerAgainstDispose.Bug, TimeoutAgainstAnswer.Bug, MessageReorder.Bug, DoubleDispose.Bug,
        UseAfterDispose.Bug, ReEntrancy.Bug, MissedSubscription.Bug, OverlappingOnNext.Bug, ArrivalOrder.Bug, Aba.Bug, MissingFence.Bug, Peterson.Bug,
        TestThenSet.Bug, LastItem.Bug, LateItem.Bug, BarrierReuse.Bug, UnguardedTimeout.Bug, DuplicateKey.Bug, Handshake.Bug, CancelAfterCompletion.Bug,
    ];
}
