using Veda.Rx.Batching;
using Veda.Rx.Fusion;
using Veda.Rx.Internal;

namespace Veda.Rx.Sinks;

/// <summary>
/// One accumulator a leaf, combined in order. A lane folds each leaf of its batch from the leaf's beginning; a part that
/// begins inside a leaf is kept as elements, and the merge folds it onto what earlier batches have of the same leaf. So a
/// leaf's arithmetic runs from its first to its last element, however batches cut it.
/// </summary>
internal sealed class LeafReduction<T, TAcc, TResult>(Reducer<T, TAcc, TResult> reducer, IObserver<TResult> observer)
    : ReductionSink<T, TAcc, TResult>(reducer, observer)
{
    private TAcc _leaf = reducer.Identity();   // the leaf that the merge is in the middle of

    public override Outlet<T> CreateOutlet(LaneContext lane) => new Leaves(Reducer, lane);

    public override Delivery Deliver(Lane lane)
    {
        var leaves = (Leaves)lane.Outlet;
        Reducer.Fold(ref _leaf, leaves.Begun, leaves.BegunAt);
        if (leaves.BegunEnds)
            CombineLeaf();
        foreach (var leaf in leaves.Folded)
        {
            _leaf = leaf;
            CombineLeaf();
        }
        if (leaves.LastIsOpen)
            _leaf = leaves.Last;
        leaves.Reset();
        return Delivery.Taken;
    }

    public override bool TryEnd()
    {
        CombineLeaf();
        return true;
    }

    private void CombineLeaf()
    {
        Reducer.Combine(ref Total, _leaf);
        _leaf = Reducer.Identity();
    }

    private sealed class Leaves(Reducer<T, TAcc, TResult> reducer, LaneContext lane) : Outlet<T>(lane)
    {
        private Scratch<T> _begun = new(lane.Buffers);
        private Scratch<TAcc> _folded = new(lane.Buffers);
        private int _begunCount;
        private int _foldedCount;
        private bool _folding;

        /// <summary>Elements of a leaf that an earlier batch has begun.</summary>
        public ReadOnlySpan<T> Begun => _begunCount == 0 ? default : _begun.Array(_begunCount).AsSpan(0, _begunCount);

        /// <summary>The position of the span that the first of them came from.</summary>
        public long BegunAt { get; private set; }

        /// <summary>Whether that leaf ends in this batch.</summary>
        public bool BegunEnds { get; private set; }

        /// <summary>The leaves that lie in this batch whole.</summary>
        public ReadOnlySpan<TAcc> Folded => _foldedCount == 0 ? default : _folded.Array(_foldedCount).AsSpan(0, _foldedCount - (LastIsOpen ? 1 : 0));

        /// <summary>Whether the batch ends inside the last leaf it has begun.</summary>
        public bool LastIsOpen { get; private set; }

        /// <summary>That leaf's accumulator.</summary>
        public TAcc Last => _folded.Array(_foldedCount)[_foldedCount - 1];

        public override int Room => _folding ? int.MaxValue : Leaf.Size - _begunCount;

        public override void BeginPart(bool startsLeaf)
        {
            _folding = startsLeaf;
            if (!startsLeaf)
                return;
            _folded.Grown(_foldedCount, Math.Max(_foldedCount + 1, 2 * _foldedCount))[_foldedCount] = reducer.Identity();
            _foldedCount++;
            LastIsOpen = true;
        }

        public override void Fold(ReadOnlySpan<T> items)
        {
            if (_folding)
            {
                reducer.Fold(ref _folded.Array(_foldedCount)[_foldedCount - 1], items, Lane.Position);
                return;
            }
            if (_begunCount == 0)
                BegunAt = Lane.Position;
            items.CopyTo(_begun.Grown(_begunCount, _begunCount + items.Length).AsSpan(_begunCount));
            _begunCount += items.Length;
        }

        internal override bool FoldMapped<TSource>(Func<TSource, T> map, ReadOnlySpan<TSource> items) =>
            _folding && reducer.FoldMapped(ref _folded.Array(_foldedCount)[_foldedCount - 1], map, items, Lane.Position);

        public override void EndPart(bool endsLeaf)
        {
            if (_folding)
                LastIsOpen = !endsLeaf;
            else
                BegunEnds = endsLeaf;
        }

        public override void Release()
        {
            _begun.Release();
            _folded.Release();
            Forget();
        }

        public override void Reset()
        {
            _begun.Reset();
            _folded.Reset();
            Forget();
        }

        private void Forget()
        {
            _begunCount = _foldedCount = 0;
            _folding = BegunEnds = LastIsOpen = false;
        }
    }
}
