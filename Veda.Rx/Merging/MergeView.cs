using Veda.Rx.Batching;

namespace Veda.Rx.Merging;

/// <summary>What a merge looks like from outside while it goes on, for people.</summary>
/// <param name="Claimed">Batches that have been claimed.</param>
/// <param name="Delivered">Batches of them that have been delivered.</param>
/// <param name="Head">The number of the batch to deliver next.</param>
/// <param name="IsFull">Whether no more may be claimed before something is delivered.</param>
/// <param name="IsSealed">Whether the source has ended.</param>
/// <param name="Current">The lane that is being delivered, or of which the consumer had no room for the rest; null for none.</param>
/// <param name="Drainer">The id of the thread that delivers now; 0 for none.</param>
/// <param name="Reader">Who takes the results.</param>
internal readonly record struct MergeView(long Claimed, long Delivered, long Head, bool IsFull, bool IsSealed, Lane? Current, int Drainer, string Reader);
