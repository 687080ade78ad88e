using System.Numerics;

namespace Veda.Rx.Sinks;

/// <summary>An exact sum and how many elements it has.</summary>
internal record struct IntegerTotal(Int128 Sum, long Count);

/// <summary>Adds integers of up to 64 bits exactly, and counts them.</summary>
/// <param name="result">What to make of the sum and the count.</param>
internal sealed class IntegerMean<T, TResult>(Func<Int128, long, TResult> result) : Reducer<T, IntegerTotal, TResult>
    where T : struct, INumber<T>
{
    public override Grouping Grouping => Grouping.Batch;

    public override IntegerTotal Identity() => default;

    public override void Fold(ref IntegerTotal acc, ReadOnlySpan<T> items, long position) =>
        acc = new(acc.Sum + WideSum.Of(items), acc.Count + items.Length);

    public override void Combine(ref IntegerTotal acc, IntegerTotal later) =>
        acc = new(acc.Sum + later.Sum, acc.Count + later.Count);

    public override TResult Result(IntegerTotal acc) => result(acc.Sum, acc.Count);
}
