using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace Veda.Rx.Sinks;

/// <summary>Lanes put every result at its position in the destination: nothing is left for the merge to copy. Made anew for every run.</summary>
/// <param name="length">How many results there will be.</param>
internal abstract class Placement<T, TResult>(long length) : Reducer<T, long, TResult>
{
    public override Grouping Grouping => Grouping.Batch;

    /// <summary>Where the results go; lanes write to different parts of it at the same time.</summary>
    protected abstract Span<T> Places { get; }

    public override long Identity() => 0;

    public override void Fold(ref long acc, ReadOnlySpan<T> items, long position)
    {
        var places = From(position);
        if (items.Length > places.Length)
            throw TooLong();
        if (!Unsafe.AreSame(ref MemoryMarshal.GetReference(places), ref MemoryMarshal.GetReference(items)))
            items.CopyTo(places);
        acc += items.Length;
    }

    public override Span<T> Destination(long position, int count) => From(position) is var places && count <= places.Length ? places[..count] : default;

    public override void Combine(ref long acc, long later) => acc += later;

    public override TResult Result(long acc) => acc == length ? Filled(acc) : throw Changed();

    /// <summary>The filled destination.</summary>
    protected abstract TResult Filled(long count);

    /// <summary>There is a result behind the end of the destination.</summary>
    protected virtual Exception TooLong() => Changed();

    private Span<T> From(long position) => Places[(int)Math.Min(position, Places.Length)..];

    private static InvalidOperationException Changed() => new("The source changed its length while the stream read it.");
}

/// <summary>Into an array of the right length.</summary>
internal sealed class ArrayPlacement<T>(long length) : Placement<T, T[]>(length)
{
    private readonly T[] _array = GC.AllocateUninitializedArray<T>((int)length);

    protected override Span<T> Places => _array;

    protected override T[] Filled(long count) => _array;
}

/// <summary>Into a list of the right length.</summary>
internal sealed class ListPlacement<T> : Placement<T, List<T>>
{
    private readonly List<T> _list;

    public ListPlacement(long length) : base(length)
    {
        _list = new List<T>((int)length);
        CollectionsMarshal.SetCount(_list, (int)length);
    }

    protected override Span<T> Places => CollectionsMarshal.AsSpan(_list);

    protected override List<T> Filled(long count) => _list;
}

/// <summary>Into memory of the caller's, which may be longer.</summary>
internal sealed class MemoryPlacement<T>(Memory<T> destination, long length) : Placement<T, int>(length)
{
    protected override Span<T> Places => destination.Span;

    protected override int Filled(long count) => (int)count;

    protected override Exception TooLong() => MemoryConsumer<T>.TooLong(destination);
}
