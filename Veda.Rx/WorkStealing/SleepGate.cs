using Veda.Rx.Internal;

namespace Veda.Rx.WorkStealing;

/// <summary>
/// Decides who sleeps and who is woken: an event count. No wake is lost, a publisher wakes at most one worker, and none
/// while as many are already looking for work as there is in the shared queues.
/// </summary>
/// <remarks>
/// States, transitions and the proof are in the README beside this file. Methods that return a bool "start a thread" have
/// already counted the new worker as alive and searching; the caller starts it.
/// </remarks>
/// <param name="workers">How many workers may be active at the same time, until <see cref="Allow"/> changes that.</param>
/// <param name="source">Where searchers look; asked again after every step that makes one searcher fewer.</param>
internal sealed class SleepGate<TSync>(int workers, IWorkSource source) where TSync : struct, ISync
{
    /// <summary>A <see cref="GateCounts"/>. Written by everybody, by compare-and-swap.</summary>
    private PaddedLong _counts = new() { Value = workers * GateCounts.OneAllowed };

    /// <summary>The slots of all workers there ever were. Replaced, never changed; written under the owner's lock.</summary>
    private GateSlot[] _slots = [];

    public GateCounts Counts => new(TSync.Load(this, ref _counts.Value));

    /// <summary>Makes a worker's slot known to wakers, before the worker's first sleep. One caller at a time.</summary>
    public void Add(GateSlot slot) => TSync.Store(this, ref _slots, [.. _slots, slot]);

    /// <summary>
    /// To be called after an item has been put into a queue: turns one sleeper into a searcher, or asks for a thread, if
    /// nobody searches, or fewer than there are shared items, and a worker more may be active.
    /// </summary>
    /// <returns>Whether the caller has to start a thread.</returns>
    public bool Summon()
    {
        // Without this fence the item may become visible only after the counts have been read, and after a worker's last look:
        //   publisher                         worker
        //   store item (still buffered)       searching - 1, sleeping + 1
        //                                     queues are empty
        //   load counts, from before          sleeps for ever
        //   "one searches, it will find it"
        TSync.Fence();
        while (true)
        {
            var now = Counts;
            if (now.Active >= now.Allowed || (now.Searching > 0 && now.Searching >= source.SharedWork))
                return false;
            if (now.Sleeping > 0)
            {
                if (!Change(now, GateCounts.OneSearching - GateCounts.OneSleeping))
                    continue;
                WakeOne();
                return false;
            }
            if (now.Alive >= GateCounts.Limit)
                return false;
            if (Change(now, GateCounts.OneSearching + GateCounts.OneAlive))
                return true;
        }
    }

    /// <summary>An active worker has run out of work and begins to look for more.</summary>
    public void BeginSearch() => Change(GateCounts.OneSearching);

    /// <summary>A searcher has found an item and is going to run it.</summary>
    /// <returns>Whether the caller has to start a thread.</returns>
    public bool Found() =>
        // Publishers relied on this searcher for all their items, and it has taken one.
        Change(-GateCounts.OneSearching).Searching == 0 && source.HasWork && Summon();

    /// <summary>Whether a searcher may look again and again. Where more are active than there are processors, it would take one from a worker that has something to run.</summary>
    public bool MaySpin => Counts.Active <= source.Processors;

    /// <summary>A searcher that found nothing sleeps until it is summoned. It is a searcher again on return.</summary>
    /// <returns>Whether it was dismissed.</returns>
    public bool Sleep(GateSlot slot)
    {
        // Parked before it is counted: a waker that has claimed one of the sleepers finds at least that many slots.
        TSync.Store(slot, ref slot.State, GateSlot.Parked);
        var counts = Change(GateCounts.OneSleeping - GateCounts.OneSearching);
        // A publisher that counted on this searcher published before the change above, so this look sees its item.
        // The end is seen here too: IsEnding was set before WakeAll read the counts.
        if ((source.IsEnding || source.HasWork) && Recall(slot))
            return false;
        return Await(slot, spins: counts.Active < source.Processors);
    }

    /// <summary>Whether more are active than may be.</summary>
    public bool HasSurplus => Counts is var now && now.Active > now.Allowed;

    /// <summary>Changes how many workers may be active at the same time. Those that are too many by then sleep when their items are done.</summary>
    /// <returns>Whether the caller has to start a thread.</returns>
    public bool Allow(int workers)
    {
        GateCounts now;
        do
            now = Counts;
        while (!Change(now, (workers - now.Allowed) * GateCounts.OneAllowed));
        // As with a worker that blocks: publishers that saw as many active as were allowed have left their items to them.
        return workers > now.Allowed && source.HasWork && Summon();
    }

    /// <summary>
    /// An active worker sleeps if more are active than may be, because one that was blocked runs again.
    /// </summary>
    /// <returns>Whether it has slept; it is then a searcher. While everything ends it does not sleep and should leave.</returns>
    public bool SleepIfSurplus(GateSlot slot)
    {
        if (!HasSurplus)
            return false;

        TSync.Store(slot, ref slot.State, GateSlot.Parked);
        while (true)
        {
            var now = Counts;
            if (now.Active > now.Allowed)
            {
                if (!Change(now, GateCounts.OneSleeping))
                    continue;
                // No second look for work: as many as may be active are, and they look. But the end may have begun.
                if (!source.IsEnding || !Recall(slot))
                    Await(slot, spins: false);
                return true;
            }
            if (TSync.CompareAndSwap(slot, ref slot.State, GateSlot.Parked, GateSlot.Awake))
                return false;
            // A waker with a claim on another sleeper has chosen this slot: that sleeper stays, so it is counted again.
            Return(GateCounts.OneSleeping);
            Await(slot, spins: true);
            return true;
        }
    }

    /// <summary>Wakes one given worker to tell it that it may end; does nothing when it is not parked.</summary>
    /// <returns>Whether the caller has to start a thread.</returns>
    public bool Dismiss(GateSlot slot)
    {
        if (!Claim())
            return false;
        if (TSync.CompareAndSwap(slot, ref slot.State, GateSlot.Parked, GateSlot.Dismissed))
        {
            TSync.Wake(slot.Parker);
            return false;
        }
        // The claim was for another sleeper. It counted as a searcher for a moment, on which a publisher may have relied.
        Return(GateCounts.OneSleeping - GateCounts.OneSearching);
        return source.HasWork && Summon();
    }

    /// <summary>Wakes everybody who sleeps now.</summary>
    public void WakeAll()
    {
        while (Claim())
            WakeOne();
    }

    /// <summary>A searcher that found nothing ends.</summary>
    /// <returns>Whether the caller has to start a thread.</returns>
    public bool Leave()
    {
        Change(-GateCounts.OneSearching - GateCounts.OneAlive);
        return source.HasWork && Summon();
    }

    /// <summary>A thread could not be started. Publishers have left their items to it, and workers have gone to sleep since: one of those has to do, if there is any.</summary>
    public void GiveUp()
    {
        Quit(searching: true);
        if (source.HasWork && Claim())
            WakeOne();
    }

    /// <summary>A worker ends, or its thread is not to be started, and what is queued is nobody's concern any more.</summary>
    public void Quit(bool searching) => Change(-GateCounts.OneAlive - (searching ? GateCounts.OneSearching : 0));

    /// <summary>An active worker is about to block.</summary>
    /// <returns>Whether the caller has to start a thread.</returns>
    public bool EnterBlocked()
    {
        Change(GateCounts.OneBlocked);
        // Publishers that saw as many active as may be have left their items to them; one of them stops.
        return source.HasWork && Summon();
    }

    /// <summary>A worker that was blocked is active again.</summary>
    public void ExitBlocked() => Change(-GateCounts.OneBlocked);

    /// <summary>Takes one sleeper out of the count, which entitles to wake one parked slot.</summary>
    private bool Claim()
    {
        while (true)
        {
            var now = Counts;
            if (now.Sleeping == 0)
                return false;
            if (Change(now, GateCounts.OneSearching - GateCounts.OneSleeping))
                return true;
        }
    }

    /// <summary>Cancels the own sleep. False when a waker has already chosen this slot, or is going to.</summary>
    private bool Recall(GateSlot slot)
    {
        if (!Claim())
            return false; // every sleeper has been claimed, this one too: its permit is on the way
        if (TSync.CompareAndSwap(slot, ref slot.State, GateSlot.Parked, GateSlot.Awake))
            return true;
        // Summoned already, as a searcher; the second claim goes back. That other searcher still counts, so no publisher is misled.
        Return(GateCounts.OneSleeping - GateCounts.OneSearching);
        return false;
    }

    /// <summary>A claim on another sleeper is not used: that one stays, and is counted again. But not while everything ends:</summary>
    /// <remarks>
    /// <code>
    /// worker 1                         worker 2                        who ends everything
    ///                                  sleeps
    /// parks its slot
    ///                                                                  claims worker 2, wakes slot 1
    ///                                                                  no sleepers left to claim: done
    /// sleeping + 1; recalls that:
    /// it was woken; sleeping + 1
    /// leaves                           sleeps for ever
    /// </code>
    /// </remarks>
    private void Return(long change)
    {
        Change(change);
        if (source.IsEnding)
            WakeAll();
    }

    private bool Await(GateSlot slot, bool spins)
    {
        TSync.Wait(slot.Parker, spins);
        var dismissed = TSync.Load(slot, ref slot.State) == GateSlot.Dismissed;
        TSync.Store(slot, ref slot.State, GateSlot.Awake);
        return dismissed;
    }

    /// <summary>
    /// Uses up a claim. Slots in a fixed order: the same few workers stay warm, and the rest reach their idle time-out.
    /// At least one slot per claim is parked at any moment, but which one may change while we look; so until it succeeds.
    /// </summary>
    private void WakeOne()
    {
        while (true)
        {
            foreach (var slot in TSync.Load(this, ref _slots))
            {
                if (TSync.Load(slot, ref slot.State) == GateSlot.Parked
                    && TSync.CompareAndSwap(slot, ref slot.State, GateSlot.Parked, GateSlot.Summoned))
                {
                    TSync.Wake(slot.Parker);
                    return;
                }
            }
        }
    }

    private bool Change(GateCounts now, long change) =>
        TSync.CompareAndSwap(this, ref _counts.Value, now.Word, now.Plus(change).Word);

    private GateCounts Change(long change)
    {
        while (true)
        {
            var now = Counts;
            if (Change(now, change))
                return now.Plus(change);
        }
    }
}
