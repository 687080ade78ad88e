using System.Collections.Concurrent;
using Veda.Rx.Batching;
using Veda.Rx.Sinks;

namespace Veda.Rx.Merging;

/// <summary>
/// Brings the lanes of a segment back into one sequence: every finished batch is posted here, and whichever participant
/// finds the merge idle delivers all that is due, in order. Owns completion, errors, early end and back-pressure.
/// </summary>
/// <remarks>README.md in this folder has the states, the transitions and why nothing is lost.</remarks>
internal sealed class Merge(Sink sink, IMergeHost host, bool ordered, long elementWindow)
{
    /// <summary>The most batches that may be claimed and not yet delivered.</summary>
    public const int BatchWindow = 1024;

    private readonly ReorderWindow<Lane> _waiting = new(BatchWindow);
    private volatile ConcurrentQueue<Lane>? _resumable;   // created by the drainer

    private long _claimed;            // batches; written under the segment's claim gate
    private long _claimedElements;    // likewise
    private long _posted;             // unordered: the next number; interlocked
    private volatile bool _sealed;    // the source has ended: _claimed is final
    private int _entries;             // how often delivery was asked for since the drainer last looked; 0 means idle

    // Written by the drainer alone: the one thread that raised _entries from 0.
    private long _head;               // number of the lane to deliver next
    private long _delivered;          // batches finished
    private long _deliveredElements;
    private Lane? _current;           // being delivered, or delivered in part when the consumer had no room for the rest
    private volatile bool _enough;    // the consumer needs no more elements; what stages hold back is still due
    private volatile bool _finished;

    private Cancellation? _cancelled; // written once, interlocked

    private sealed record Cancellation(Exception? Error);

    /// <summary>Whether the terminal signal has been given, or the run was silenced.</summary>
    public bool Finished => _finished;

    /// <summary>Whether one more batch may be claimed. Called under the claim gate.</summary>
    public bool HasCredit => !_enough && !IsFull(Volatile.Read(ref _delivered), Volatile.Read(ref _deliveredElements));

    /// <summary>Counts a claimed batch in. Called under the claim gate.</summary>
    /// <returns>The batch's number.</returns>
    public long Admit(int elements)
    {
        _claimedElements += elements;
        return _claimed++;
    }

    /// <summary>No batch will be claimed any more. Called under the claim gate.</summary>
    public void Seal() => _sealed = true;

    /// <summary>Takes a lane that ran out of output credit and has some again.</summary>
    public Lane? TakeResumable() => _resumable is { } lanes && lanes.TryDequeue(out var lane) ? lane : null;

    /// <summary>A lane has finished its batch, or is suspended with results.</summary>
    public void Post(Lane lane)
    {
        if (!ordered)
            lane.Number = Interlocked.Increment(ref _posted) - 1;
        // Alone, and next in line: no need to pass through the window. Only the drainer moves the head, and it cannot move
        // past this lane, so the comparison stays true until the exchange.
        if (lane.Number == Volatile.Read(ref _head) && Interlocked.CompareExchange(ref _entries, 1, 0) == 0)
        {
            Drain(lane);
            return;
        }
        lane.Rest();
        _waiting.Put(lane.Number, lane);
        Pump();
    }

    /// <summary>Delivers what is due, now or by the thread that is at it: the consumer has room, or the source has ended.</summary>
    public void Pump()
    {
        if (Interlocked.Increment(ref _entries) == 1)
            Drain(null);
    }

    /// <summary>Ends the stream before its time, with an error or, when null, silently.</summary>
    public void Cancel(Exception? error)
    {
        if (Interlocked.CompareExchange(ref _cancelled, new Cancellation(error), null) is null)
            Pump();
    }

    private bool IsFull(long delivered, long deliveredElements) =>
        _claimed - delivered >= BatchWindow || _claimedElements - deliveredElements >= elementWindow;

    private void Drain(Lane? next)
    {
        _current ??= next;
        var entries = 1;
        do
        {
            var (delivered, deliveredElements) = (_delivered, _deliveredElements);
            if (!_finished)
                DeliverDue();
            if (_finished)
                Drop();
            if (delivered != _delivered)
            {
                // Without this fence a claimer could retire and never be called back:
                //   drainer: its write of `delivered` is still    claimer: claims the last batch of the window;
                //            in the store buffer                          another one finds it full and retires
                //            reads an old `claimed`: not full, no signal
                Interlocked.MemoryBarrier();
                if (IsFull(delivered, deliveredElements))
                    host.Signal();
            }
            entries = Interlocked.Add(ref _entries, -entries);
        }
        while (entries != 0);
    }

    private void DeliverDue()
    {
        try
        {
            while (_cancelled is null && !_enough && (_current ??= _waiting.Take(_head)) is { } lane)
            {
                if (!Deliver(lane))
                    return;
            }
            if (_cancelled is { } cancelled)
                Finish(cancelled.Error, silent: cancelled.Error is null);
            else if ((_enough || (_sealed && _delivered == _claimed)) && sink.TryEnd())
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
                _enough = true;
                return true;
        }
        _current = null;
        if (lane.Suspended)
        {
            // An ordered merge waits for this lane; an unordered one lets it come again under another number.
            if (!ordered)
                Volatile.Write(ref _head, _head + 1);
            (_resumable ??= new()).Enqueue(lane);
            host.Signal();
            return true;
        }
        var error = lane.Error;
        Volatile.Write(ref _head, _head + 1);
        Volatile.Write(ref _deliveredElements, _deliveredElements + lane.Elements);
        Volatile.Write(ref _delivered, _delivered + 1);
        host.Recycle(lane);
        if (error is not null)
            Finish(error);
        return error is null;
    }

    private void Finish(Exception? error, bool silent = false)
    {
        _finished = true;
        var closing = host.Close();
        if (!silent)
            sink.Complete(error ?? closing);
        sink.Release();
        host.Finished();
    }

    /// <summary>The stream is over: lanes that still wait, or arrive, are given back unread.</summary>
    private void Drop()
    {
        if (_current is { } current)
        {
            _current = null;
            host.Recycle(current);
        }
        while (TakeResumable() is { } suspended)
            host.Recycle(suspended);
        foreach (var lane in _waiting.TakeAll())
            host.Recycle(lane);
    }
}
