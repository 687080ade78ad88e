namespace Veda.Rx.Benchmarks.Harness;

/// <summary>A property that a workload shows once, beside being timed.</summary>
/// <param name="Claim">What holds, in words for the report.</param>
/// <param name="Verify">Throws <see cref="WrongAnswerException"/> when it does not hold.</param>
internal sealed record Check(string Claim, Func<Task> Verify);
