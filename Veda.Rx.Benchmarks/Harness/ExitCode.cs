namespace Veda.Rx.Benchmarks.Harness;

/// <summary>What the process tells its caller.</summary>
internal static class ExitCode
{
    public const int Success = 0;
    public const int WrongAnswer = 1;
    public const int Usage = 2;
    public const int BudgetExceeded = 3;
}
