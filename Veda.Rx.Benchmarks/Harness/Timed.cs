namespace Veda.Rx.Benchmarks.Harness;

/// <summary>The answer of a run that has taken its own time, because not all of the run counts.</summary>
/// <param name="Answer">The answer.</param>
/// <param name="Milliseconds">The time that counts.</param>
/// <param name="Parts">Further times, in the order of <see cref="Workload.Parts"/>.</param>
internal readonly record struct Timed<TAnswer>(TAnswer Answer, double Milliseconds, params IReadOnlyList<double> Parts);
