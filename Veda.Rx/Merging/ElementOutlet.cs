using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using Veda.Rx.Fusion;
using Veda.Rx.Internal;

namespace Veda.Rx.Merging;

/// <summary>Collects a batch's results as elements, until its credit is spent: a leaf's worth for every part of the batch.</summary>
/// <remarks>Stages that do not expand never spend it; one that does suspends until the merge has delivered what is here.</remarks>
/// <param name="lane">The lane.</param>
/// <param name="memory">What bounds the bytes of results in flight; null for nothing.</param>
internal sealed class ElementOutlet<T>(LaneContext lane, MemoryBudget? memory) : Outlet<T>(lane)
{
    private Scratch<T> _results = new(lane.Buffers);
    private int _begin;
    private int _end;
    private int _credit;
    private long _held;   // bytes of the budget

    /// <summary>What waits to be delivered.</summary>
    public ReadOnlySpan<T> Pending => _begin == _end ? default : _results.Array(_end).AsSpan(_begin, _end - _begin);

    public override int Room => _credit - _end;

    public override bool HasPending => _begin != _end;

    public override void BeginPart(bool startsLeaf) => _credit += Leaf.Size;

    public override Span<T> Destination(int count)
    {
        var results = _results.Grown(_end, _end + count);
        memory?.Hold(ref _held, (long)results.Length * Unsafe.SizeOf<T>());
        return results.AsSpan(_end, count);
    }

    public override void Fold(ReadOnlySpan<T> items)
    {
        if (items.IsEmpty)
            return;
        var place = Destination(items.Length);
        if (!Unsafe.AreSame(ref MemoryMarshal.GetReference(place), ref MemoryMarshal.GetReference(items)))
            items.CopyTo(place);
        _end += items.Length;
    }

    /// <summary>The first <paramref name="count"/> pending results are being delivered.</summary>
    public void Consume(int count)
    {
        _begin += count;
        if (_begin == _end)
            _begin = _end = 0;
    }

    public override void Release()
    {
        _results.Release();
        memory?.Hold(ref _held, 0);
        _begin = _end = _credit = 0;
    }

    public override void Reset()
    {
        if (memory is not null)
        {
            Release();   // what an idle lane kept could be used by no other
            return;
        }
        _results.Reset();
        _begin = _end = _credit = 0;
    }
}
