using System.Collections.Concurrent;
using Veda.Rx.Batching;
using Veda.Rx.Internal;
using Veda.Rx.Sinks;

namespace Veda.Rx.Merging;

/// <summary>
/// Brings the lanes of a segment back into one sequence: every finished batch is posted here, and whichever participant
/// finds the merge idle delivers all that is due, in order. Owns completion, errors, early end and back-pressure.
/// </summary>
/// <remarks>README.md in this folder has the states, the transitions and why nothing is lost.</remarks>
/// <param name="sink">Takes what is delivered.</param>
/// <param name="host">The segment.</param>
/// <param name="ordered">Whether lanes are delivered in the order of their batches, or in that of their arrival.</param>
/// <param name="memory">What bounds the bytes of results in flight, together with those of others; null for nothing.</param>
internal sealed class Merge<TSync>(Sink sink, IMergeHost host, bool ordered, MemoryShare? memory = null) where TSync : struct, ISync
{
    private ReorderWindow<Lane, TSync> _waiting;

    /// <summary>Suspended lanes that have output credit again. Created by the drainer; any participant takes.</summary>
    private ConcurrentQueue<Lane>? _resumable;

    /// <summary>Batches claimed. Written under the segment's claim gate, read by the drainer.</summary>
    private long _claimed;

    /// <summary>Source elements in them; likewise.</summary>
    private long _claimedElements;

    /// <summary>The number of the next lane of an unordered merge. Interlocked.</summary>
    private long _posted;

    /// <summary>Whether the source has ended, so that <see cref="_claimed"/> is final. Written after it, under the claim gate.</summary>
    private bool _sealed;

    /// <summary>
    /// How often delivery was asked for since the drainer last looked; 0 means that nobody drains. Interlocked. Who raises it
    /// from 0 is the drainer, and stays it until it has lowered it to 0 again.
    /// </summary>
    private long _entries;

    // The rest is written by the drainer alone.

    /// <summary>Number of the lane to deliver next. Read by posters.</summary>
    private long _head;

    /// <summary>Batches delivered. Read by claimers, as credit.</summary>
    private long _delivered;

    /// <summary>Source elements in them; likewise.</summary>
    private long _deliveredElements;

    /// <summary>The id of the thread that drains, or drained last.</summary>
    private int _drainer;

    /// <summary>The lane that is being delivered, or was delivered in part when the consumer had no room for the rest.</summary>
    private Lane? _current;

    /// <summary>Whether the consumer needs no more elements; what stages hold back is still due. Read by claimers.</summary>
    private bool _enough;

    /// <summary>Whether the terminal signal has been given, or the run was silenced.</summary>
    private bool _finished;

    /// <summary>Why the stream ends before its time. Written once, interlocked, by whoever comes first.</summary>
    private Cancellation? _cancelled;

    private sealed record Cancellation(Exception? Error);

    /// <summary>Whether the terminal signal has been given, or the run was silenced.</summary>
    public bool Finished
    {
        get => TSync.Load(this, ref _finished);
        private set => TSync.Store(this, ref _finished, value);
    }

    private long Claimed
    {
        get => TSync.Load(this, ref _claimed);
        set => TSync.Store(this, ref _claimed, value);
    }

    /// <summary>Source elements in the batches claimed. Written under the claim gate.</summary>
    public long ClaimedElements
    {
        get => TSync.Load(this, ref _claimedElements);
        private set => TSync.Store(this, ref _claimedElements, value);
    }

    private long Head
    {
        get => TSync.Load(this, ref _head);
        set => TSync.Store(this, ref _head, value);
    }

    private long Delivered
    {
        get => TSync.Load(this, ref _delivered);
        set => TSync.Store(this, ref _delivered, value);
    }

    private long DeliveredElements
    {
        get => TSync.Load(this, ref _deliveredElements);
        set => TSync.Store(this, ref _deliveredElements, value);
    }

    private bool HasEnough
    {
        get => TSync.Load(this, ref _enough);
        set => TSync.Store(this, ref _enough, value);
    }

    /// <summary>What it delivers to.</summary>
    public Sink Sink => sink;

    /// <summary>What bounds the bytes of results in flight; null for nothing.</summary>
    public MemoryShare? Memory => memory;

    /// <summary>Whether no batch will be claimed any more.</summary>
    public bool IsSealed => TSync.Load(this, ref _sealed);

    /// <summary>Whether one more batch may be claimed. Called under the claim gate.</summary>
    public bool HasCredit => !HasEnough && !IsFull(Delivered, DeliveredElements) && (memory is null || HasMemory(memory));

    /// <summary>Counts a claimed batch in. Called under the claim gate.</summary>
    /// <returns>The batch's number.</returns>
    public long Admit(int elements)
    {
        ClaimedElements += elements;
        return Claimed++;
    }

    /// <summary>No batch will be claimed any more. Called under the claim gate.</summary>
    public void Seal() => TSync.Store(this, ref _sealed, true);

    /// <summary>Where it stands, for people: each figure is of a moment of its own.</summary>
    public MergeView Look() => new(
        Claimed, Delivered, Head, IsFull(Delivered, DeliveredElements), IsSealed, TSync.Load(this, ref _current),
        TSync.Load(this, ref _entries) == 0 ? 0 : Volatile.Read(ref _drainer), sink.Reader);

    /// <summary>Takes a lane that ran out of output credit and has some again.</summary>
    public Lane? TakeResumable() => TSync.Load(this, ref _resumable) is { } lanes ? TSync.Dequeue(lanes) : null;

    /// <summary>Whether a lane whose batch is not over has results that could be delivered now.</summary>
    public bool IsDue(Lane lane) => lane.Outlet.HasPending && (!ordered || lane.Number == Head);

    /// <summary>A lane has finished its batch, or is suspended with results.</summary>
    public void Post(Lane lane)
    {
        if (!ordered)
            lane.Number = TSync.Add(this, ref _posted, 1) - 1;
        // Alone, and next in line: no need to pass through the window. Only the drainer moves the head, and it cannot move
        // past this lane, so the comparison stays true until the exchange.
        if (lane.Number == Head && TSync.CompareAndSwap(this, ref _entries, 0, 1))
        {
            Drain(lane);
            return;
        }
        lane.Rest();
        _waiting.Put(this, lane.Number, lane, sink.BatchWindow);
        Pump();
    }

    /// <summary>Delivers what is due, now or by the thread that is at it: the consumer has room, or the source has ended.</summary>
    public void Pump()
    {
        if (TSync.Add(this, ref _entries, 1) == 1)
            Drain(null);
    }

    /// <summary>Ends the stream before its time, with an error or, when null, silently.</summary>
    public void Cancel(Exception? error)
    {
        if (TSync.CompareAndSwap(this, ref _cancelled, null, new Cancellation(error)))
            Pump();
    }

    /// <summary>Whether memory allows one more batch, as it always does if none is in flight: every merge can go on, whatever others hold.</summary>
    /// <remarks>
    /// One that is refused has a batch in flight, so a delivery is to come, behind which the drainer calls it back. Hence nobody else needs to. The fence is for the last one in flight:
    /// <code>
    /// participant                                  drainer
    /// refused = true, still in the store buffer
    /// one batch in flight: refused; retires
    ///                                              delivers that one: none in flight
    ///                                              fence; refused is false: no signal. Nobody is left.
    /// </code>
    /// With fences on both sides either the drainer sees the flag, or the participant sees that nothing is in flight.
    /// </remarks>
    private bool HasMemory(MemoryShare memory)
    {
        if (memory.HasRoom || Claimed == Delivered)
            return true;
        memory.Refuse<TSync>();
        TSync.Fence();
        return Claimed == Delivered;
    }

    private bool IsFull(long delivered, long deliveredElements) =>
        Claimed - delivered >= sink.BatchWindow || ClaimedElements - deliveredElements >= sink.Window;

    private void Drain(Lane? next)
    {
        Volatile.Write(ref _drainer, Environment.CurrentManagedThreadId);
        _current ??= next;
        var entries = 1L;
        do
        {
            var (delivered, deliveredElements) = (Delivered, DeliveredElements);
            if (!Finished)
                DeliverDue();
            if (Finished)
                Drop();
            if (delivered != Delivered)
            {
                // Without this fence a claimer could retire and never be called back:
                //   drainer: its write of `delivered` is still    claimer: claims the last batch of the window;
                //            in the store buffer                          another one finds it full and retires
                //            reads an old `claimed`: not full, no signal
                TSync.Fence();
                if (IsFull(delivered, deliveredElements) | memory?.WasRefused<TSync>() == true)
                    host.Signal();
            }
            entries = TSync.Add(this, ref _entries, -entries);
        }
        while (entries != 0);
    }

    private void DeliverDue()
    {
        try
        {
            while (TSync.Load(this, ref _cancelled) is null && !HasEnough && (_current ??= _waiting.Take(this, Head)) is { } lane)
            {
                if (!Deliver(lane))
                    return;
            }
            if (TSync.Load(this, ref _cancelled) is { } cancelled)
                Finish(cancelled.Error, silent: cancelled.Error is null);
            else if ((HasEnough || (IsSealed && Delivered == Claimed)) && sink.TryEnd())
                Finish(null);
        }
        catch (Exception error)
        {
            Finish(error);
        }
    }

    /// <summary>Delivers one lane.</summary>
    /// <returns>Whether to go on.</returns>
    private bool Deliver(Lane lane)
    {
        switch (sink.Deliver(lane))
        {
            case Delivery.Blocked:
                return false;
            case Delivery.Enough:
                HasEnough = true;
                return true;
        }
        _current = null;
        if (lane.Suspended)
        {
            // An ordered merge waits for this lane; an unordered one lets it come again under another number.
            if (!ordered)
                Head++;
            if (TSync.Load(this, ref _resumable) is not { } resumable)
                TSync.Store(this, ref _resumable, resumable = new());
            TSync.Enqueue(resumable, lane);
            host.Signal();
            return true;
        }
        var error = lane.Error;
        Head++;
        DeliveredElements += lane.Elements;
        Delivered++;
        var unclosed = host.Recycle(lane);
        error ??= unclosed;
        if (error is not null)
            Finish(error);
        return error is null;
    }

    private void Finish(Exception? error, bool silent = false)
    {
        Finished = true;
        // As nested loops do: the sequence that the last element came from, then the source; the later exception counts.
        var unclosed = _current is { } current ? host.Recycle(current) : null;
        _current = null;
        unclosed = host.Close(failed: error is not null) ?? unclosed;
        if (!silent)
            sink.Complete(error ?? unclosed);
        else if (unclosed is not null)
            host.CloseFailed(unclosed);
        sink.Release();
        host.Finished();
    }

    /// <summary>The stream is over: lanes that still wait, or arrive, are given back unread.</summary>
    /// <remarks>They were worked on ahead: what closing their sequences throws lies behind the end and, like any error there, does not count.</remarks>
    private void Drop()
    {
        if (_current is { } current)   // posted when the end had come
        {
            _current = null;
            host.Recycle(current);
        }
        while (TakeResumable() is { } suspended)
            host.Recycle(suspended);
        var slot = 0;
        while (_waiting.TakeAny(this, ref slot) is { } lane)
            host.Recycle(lane);
    }
}
