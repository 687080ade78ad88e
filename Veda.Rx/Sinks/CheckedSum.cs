using System.Numerics;

namespace Veda.Rx.Sinks;

/// <summary>Adds numbers in their own type, a leaf from left to right, the leaves in order; overflow is an error where it happens.</summary>
/// <param name="ordered">Whether the stream is.</param>
/// <param name="result">What to make of the sum and the count.</param>
internal sealed class CheckedSum<T, TResult>(bool ordered, Func<T, long, TResult> result) : LeafReducer<T, (T Sum, long Count), TResult>(ordered)
    where T : struct, INumber<T>
{
    public override (T Sum, long Count) Identity() => (T.Zero, 0);

    public override void Fold(ref (T Sum, long Count) acc, ReadOnlySpan<T> items, long position)
    {
        var sum = acc.Sum;
        foreach (var item in items)
            sum = checked(sum + item);
        acc = (sum, acc.Count + items.Length);
    }

    public override void Combine(ref (T Sum, long Count) acc, (T Sum, long Count) later) =>
        acc = (checked(acc.Sum + later.Sum), acc.Count + later.Count);

    public override TResult Result((T Sum, long Count) acc) => result(acc.Sum, acc.Count);
}
