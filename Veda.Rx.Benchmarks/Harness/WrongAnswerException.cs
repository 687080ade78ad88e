namespace Veda.Rx.Benchmarks.Harness;

/// <summary>A contender returned something else than the workload's answer, or a check of the workload failed.</summary>
internal sealed class WrongAnswerException(string message) : Exception(message);
