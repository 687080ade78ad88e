using Xunit.v3;

namespace Veda.Rx.Testing;

/// <summary>Runs a test case as xunit does, in a context of our own.</summary>
internal sealed class ExploreCaseRunner : XunitTestCaseRunner
{
    public static ExploreCaseRunner Shared { get; } = new();

    public ValueTask<RunSummary> Run(ExploreCaseContext context) => base.Run(context);
}
