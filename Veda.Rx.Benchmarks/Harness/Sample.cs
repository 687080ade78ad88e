namespace Veda.Rx.Benchmarks.Harness;

/// <summary>One measurement of one contender, per run.</summary>
/// <param name="Milliseconds">The time that counts.</param>
/// <param name="Bytes">What was allocated.</param>
/// <param name="Parts">Further times, in the order of <see cref="Workload.Parts"/>.</param>
internal readonly record struct Sample(double Milliseconds, double Bytes, IReadOnlyList<double> Parts);
