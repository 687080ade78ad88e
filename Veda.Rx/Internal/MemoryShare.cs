namespace Veda.Rx.Internal;

/// <summary>How large the batches of one segment may be, for all of its participants together to have no more than a part of a budget.</summary>
/// <param name="budget">The budget.</param>
/// <param name="bytesEach">What a result takes.</param>
/// <param name="min">The fewest elements of a batch, whatever they take.</param>
/// <param name="max">The most.</param>
internal sealed class MemoryShare(MemoryBudget budget, int bytesEach, int min, int max)
{
    /// <summary>A batch for each participant is no more than this part of the budget.</summary>
    private const int Shares = 4;

    /// <summary>How much longer than asked for a leased buffer can be.</summary>
    private const int Rounding = 2;

    /// <summary>The most elements of a batch.</summary>
    /// <param name="participants">How many may work on batches at the same time.</param>
    public int BatchLimit(int participants) => (int)Math.Clamp(budget.Limit / ((long)Shares * Rounding * bytesEach * participants), min, max);
}
