namespace Veda.Rx.Sinks;

/// <summary>Copies the elements into memory of the caller's, in the merge's order, and counts them.</summary>
internal sealed class MemoryConsumer<T>(Memory<T> destination, IObserver<int> observer) : ResultConsumer<T, int>(observer)
{
    private int _count;   // written by the merge's drainer

    public override void Fold(ReadOnlySpan<T> items)
    {
        if (items.Length > destination.Length - _count)
            throw TooLong(destination);
        items.CopyTo(destination.Span[_count..]);
        _count += items.Length;
    }

    protected override int Result() => _count;

    /// <summary>The error at the first element that has no room.</summary>
    public static ArgumentException TooLong(Memory<T> destination) =>
        new($"The stream has more elements than the destination's {destination.Length}.", nameof(destination));
}
