namespace Veda.Rx.Internal;

/// <summary>What one segment has to do with a budget: how large its batches may be, for all of its participants together to have no more than a part of it, and whether it was refused one.</summary>
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

    private bool _refused;

    /// <inheritdoc cref="MemoryBudget.HasRoom"/>
    public bool HasRoom => budget.HasRoom;

    /// <summary>A batch is refused. Called under the claim gate.</summary>
    public void Refuse<TSync>() where TSync : struct, ISync => TSync.Store(this, ref _refused, true);

    /// <summary>Whether a batch has been refused since the drainer last asked. A refusal that is wiped out together with an earlier one is answered by the same signal, which comes behind both.</summary>
    public bool WasRefused<TSync>() where TSync : struct, ISync
    {
        if (!TSync.Load(this, ref _refused))
            return false;
        TSync.Store(this, ref _refused, false);
        return true;
    }

    /// <summary>The most elements of a batch.</summary>
    /// <param name="participants">How many may work on batches at the same time.</param>
    public int BatchLimit(int participants) => (int)Math.Clamp(budget.Limit / ((long)Shares * Rounding * bytesEach * participants), min, max);
}
