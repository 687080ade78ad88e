using System.Numerics;

namespace Veda.Rx.Sinks;

/// <summary>Adds integers of up to 64 bits exactly: only the result can overflow.</summary>
/// <param name="result">What to make of the sum.</param>
internal sealed class IntegerSum<T, TResult>(Func<Int128, TResult> result) : Reducer<T, Int128, TResult>
    where T : struct, INumber<T>
{
    public override Grouping Grouping => Grouping.Batch;

    public override Int128 Identity() => 0;

    public override void Fold(ref Int128 acc, ReadOnlySpan<T> items, long position) => acc += WideSum.Of(items);

    public override void Combine(ref Int128 acc, Int128 later) => acc += later;

    public override TResult Result(Int128 acc) => result(acc);
}
