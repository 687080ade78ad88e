namespace Veda.Rx.Benchmarks.Harness;

/// <summary>What a runtime costs a process that does nothing else.</summary>
/// <param name="Workers">How many workers it has.</param>
/// <param name="Started">Bytes of working set more once all workers have started and sleep.</param>
/// <param name="Grown">Bytes more after many more streams than after many streams.</param>
/// <param name="IdleCpu">Processor time over time while the workers sleep; 1 is one core.</param>
internal sealed record Footprint(int Workers, long Started, long Grown, double IdleCpu);
