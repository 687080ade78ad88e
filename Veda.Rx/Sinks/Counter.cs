namespace Veda.Rx.Sinks;

/// <summary>Counts elements.</summary>
/// <param name="predicate">Which; null for all.</param>
/// <param name="result">What to make of the number.</param>
internal sealed class Counter<T, TResult>(Func<T, bool>? predicate, Func<long, TResult> result) : Reducer<T, long, TResult>
{
    public override Grouping Grouping => Grouping.Batch;

    public override long Identity() => 0;

    public override void Fold(ref long acc, ReadOnlySpan<T> items, long position)
    {
        if (predicate is null)
        {
            acc += items.Length;
            return;
        }
        var count = 0;
        foreach (var item in items)
            count += predicate(item) ? 1 : 0;
        acc += count;
    }

    public override void Combine(ref long acc, long later) => acc += later;

    public override TResult Result(long acc) => result(acc);
}
