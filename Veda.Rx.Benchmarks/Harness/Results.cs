namespace Veda.Rx.Benchmarks.Harness;

/// <summary>The JSON document: the machine, whether another process kept one of its processors busy, and what every workload measured on it.</summary>
internal sealed record Comparison(Machine Machine, bool Busy, IReadOnlyList<WorkloadResult> Workloads);

/// <param name="Name">The workload's name.</param>
/// <param name="N">Elements of one run.</param>
/// <param name="Rounds">How many rounds were measured.</param>
/// <param name="Ceiling">How many times faster two threads were than one, on two independent copies of the plain loop.</param>
/// <param name="Contenders">Everyone who ran, in the workload's order.</param>
internal sealed record WorkloadResult(string Name, int N, int Rounds, double Ceiling, IReadOnlyList<ContenderResult> Contenders)
{
    internal ContenderResult Veda => Contenders.Single(c => c.Role == Role.Veda);
}

/// <param name="Name">The contender's name.</param>
/// <param name="Role">What it stands for.</param>
/// <param name="MedianMs">Median time of one run.</param>
/// <param name="MinMs">Shortest time of one run.</param>
/// <param name="AllocBytes">Median allocation of one run.</param>
/// <param name="RatioToVeda">Median over the rounds of its time divided by this library's time in the same round.</param>
/// <param name="Parts">What the workload times beside the whole; empty for most.</param>
internal sealed record ContenderResult(
    string Name, Role Role, double MedianMs, double MinMs, double AllocBytes, double RatioToVeda, IReadOnlyList<PartResult> Parts);

/// <param name="Name">The part's name.</param>
/// <param name="MedianMs">Median time of this part of a run.</param>
/// <param name="RatioToVeda">Median over the rounds of its time divided by this library's time for the same part in the same round.</param>
internal sealed record PartResult(string Name, double MedianMs, double RatioToVeda);
