namespace Veda.Rx.Sinks;

/// <summary>Looks for an element that satisfies a condition, or for one that does not; stops the run when there is one.</summary>
/// <param name="predicate">The condition; null for one that is always satisfied.</param>
/// <param name="sought">What the condition must say of the element.</param>
internal sealed class Search<T>(Func<T, bool>? predicate, bool sought) : Reducer<T, bool, bool>
{
    public override Grouping Grouping => Grouping.Batch;

    public override bool Cautious => true;

    public override bool Identity() => false;

    public override void Fold(ref bool acc, ReadOnlySpan<T> items, long position)
    {
        if (acc)
            return;
        foreach (var item in items)
        {
            if (predicate is null || predicate(item) == sought)
            {
                acc = true;
                return;
            }
        }
    }

    public override void Combine(ref bool acc, bool later) => acc |= later;

    public override bool IsDecided(in bool acc) => acc;

    /// <summary>Whether there is an element that satisfies the condition; or, looking for one that does not, whether there is none.</summary>
    public override bool Result(bool acc) => acc == sought;
}
