using Veda.Rx.Internal;
using Veda.Rx.Merging;
using Veda.Rx.Sinks;

namespace Veda.Rx.Tests.Races;

/// <summary>Two segments with the real ring between them: the merge of the first, and the participants of the second.</summary>
internal sealed class SimHandOver<TSync> where TSync : struct, ISync
{
    private readonly SimLane[] _lanes;
    private readonly Merge<TSync> _merge;
    private readonly Writer _writer;
    private readonly Reader _reader;

    public SimHandOver(Action<Action> enqueue, int capacity, int elements)
    {
        var ring = new HandOverRing<int, TSync>(capacity);
        _reader = new Reader(enqueue, ring, this);
        _writer = new Writer(ring, _reader, elements);
        _merge = new Merge<TSync>(_writer, _writer, ordered: true);
        _lanes = [.. Enumerable.Range(0, elements).Select(i => new SimLane(i) { Number = _merge.Admit(1) })];
        _merge.Seal();
    }

    /// <summary>Whether the reader has seen the end.</summary>
    public bool HasEnded => _reader.HasEnded;

    /// <summary>The first segment's participant: posts all its batches.</summary>
    public void Post()
    {
        foreach (var lane in _lanes)
            _merge.Post(lane);
    }

    public string? AtRest() => _reader.Verdict(_lanes.Length) ?? _writer.Verdict(_lanes.Length);

    /// <summary>The first segment's consumer.</summary>
    private sealed class Writer(HandOverRing<int, TSync> ring, Reader reader, int elements) : MergeProbe(elements)
    {
        public override void Complete(Exception? error)
        {
            base.Complete(error);
            ring.End();
            reader.Signal();
        }

        protected override Delivery Accept(SimLane lane)
        {
            if (ring.Room == 0)
                return Delivery.Blocked;
            ring.Write([lane.Name]);
            reader.Signal();
            return base.Accept(lane);
        }
    }

    /// <summary>The second segment's participants, reading as its cursor does.</summary>
    private sealed class Reader(Action<Action> enqueue, HandOverRing<int, TSync> ring, SimHandOver<TSync> joined) : Participants<TSync>(1)
    {
        private readonly List<int> _read = [];
        private volatile bool _ended;

        public bool HasEnded => _ended;

        public string? Verdict(int elements) =>
            _ended && _read.SequenceEqual(Enumerable.Range(0, elements)) ? null : $"read {string.Join(' ', _read)}, the rest is unread; ended: {_ended}";

        protected override void Enqueue(bool isNeeded = true) => enqueue(Execute);

        protected override void EnqueueDeferred() => throw new NotSupportedException();

        protected override bool TryWakeWaiter() => false;

        protected override void DeferredThrew(Exception error) => throw new NotSupportedException();

        protected override bool TryWork()
        {
            var ended = ring.HasEnded;
            var count = ring.Available;
            if (count == 0)
            {
                _ended |= ended;
                return false;
            }
            var items = new int[count];
            ring.Read(items);
            joined._merge.Pump();
            _read.AddRange(items);
            return true;
        }
    }
}
