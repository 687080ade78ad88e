namespace Veda.Rx.Benchmarks.Bugs;

/// <summary>What a planted bug has broken.</summary>
/// <param name="what">The rule.</param>
internal sealed class BrokenException(string what) : Exception(what);
