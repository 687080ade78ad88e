namespace Veda.Rx.Scheduling;

/// <summary>Tells the engine what work costs: measured time on real schedulers, a fixed function on virtual time.</summary>
/// <remarks>Batch sizes and the decision to wake helpers depend on nothing else, which is what makes them reproducible in tests.</remarks>
public interface ICostModel
{
    /// <summary>Marks the beginning of a piece of work.</summary>
    /// <returns>A mark for <see cref="Since"/>.</returns>
    long Begin();

    /// <summary>The cost of the work since <paramref name="mark"/>, in nanoseconds; never negative.</summary>
    /// <param name="mark">What <see cref="Begin"/> returned on the same thread.</param>
    /// <param name="elements">How many elements the work covered; what a deterministic model computes from.</param>
    long Since(long mark, int elements);
}
