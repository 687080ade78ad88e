namespace Veda.Rx.Benchmarks.Harness;

/// <summary>One measurement of one contender, per run.</summary>
internal readonly record struct Sample(double Milliseconds, double Bytes);
