using Veda.Rx.Batching;
using Veda.Rx.Merging;
using Veda.Rx.Sinks;

namespace Veda.Rx.Tests.Races;

/// <summary>Stands on both sides of a merge, as its sink and as its segment, and keeps account of what it does.</summary>
/// <param name="batchWindow">The slots of the merge's window.</param>
/// <param name="window">How many elements may be claimed and not yet delivered.</param>
internal class MergeProbe(int batchWindow, long window = 100) : Sink, IMergeHost
{
    private readonly List<int> _recycled = [];
    private string? _problem;
    private bool _busy;
    private bool _closed;
    private int _ends;

    /// <summary>The batches delivered, in order; one that was suspended appears once for each part.</summary>
    public List<int> Taken { get; } = [];

    public override long Window => window;

    public override int BatchWindow => batchWindow;

    public override bool Cautious => false;

    public override string Reader => "the probe";

    /// <summary>Who is told that there is work again.</summary>
    public Action? Signalled { get; set; }

    /// <summary>What has gone wrong so far; the first thing.</summary>
    public void Complain(string problem) => _problem ??= problem;

    public override Delivery Deliver(Lane lane)
    {
        Touch();
        if (_busy || _ends > 0)
            Complain(_busy ? "two deliveries at the same time" : "a delivery after the end");
        _busy = true;
        var answer = Accept((SimLane)lane);
        Touch();
        _busy = false;
        return answer;
    }

    public override bool TryEnd() => true;

    public override void Complete(Exception? error)
    {
        Touch();
        if (++_ends > 1 || error is not null)
            Complain($"terminal signal {_ends}: {error}");
    }

    public override void Release()
    {
    }

    public void Signal() => Signalled?.Invoke();

    public Exception? Recycle(Lane lane)
    {
        Touch();
        _recycled.Add(((SimLane)lane).Name);
        return null;
    }

    public void CloseFailed(Exception error)
    {
    }

    public Exception? Close(bool failed)
    {
        _closed = true;
        return null;
    }

    public void Finished()
    {
    }

    /// <summary>What is wrong when everybody is at rest.</summary>
    /// <param name="posted">How many batches there are, the first ones of the source.</param>
    /// <param name="ordered">Whether they had to be delivered in order.</param>
    /// <param name="whole">Whether all of them had to be delivered, and then the end.</param>
    /// <param name="parts">How many times each had to be delivered.</param>
    public string? Verdict(int posted, bool ordered = true, bool whole = true, int parts = 1)
    {
        if (_problem is not null)
            return _problem;
        if (ordered && !Taken.SequenceEqual(Taken.Order()))
            return $"out of order: {string.Join(' ', Taken)}";
        if (Taken.CountBy(name => name).Any(name => name.Value > parts))
            return $"delivered twice: {string.Join(' ', Taken)}";
        if (whole && (Taken.Count < posted * parts || _ends == 0))
            return $"stranded: only {string.Join(' ', Taken)} delivered, {_ends} ends";
        if (!_closed || !_recycled.Order().SequenceEqual(Enumerable.Range(0, posted)))
            return $"not recycled once each: {string.Join(' ', _recycled)}";
        return null;
    }

    /// <summary>Takes a lane's results.</summary>
    protected virtual Delivery Accept(SimLane lane)
    {
        Taken.Add(lane.Name);
        return Delivery.Taken;
    }

    /// <summary>The account that follows is shared; the order in which threads come to it matters. Drains nothing.</summary>
    protected void Touch() => SimSync.Touch(this);
}
