using System.Reflection;
using System.Runtime.ExceptionServices;
using Xunit.Sdk;
using Xunit.v3;

namespace Veda.Rx.Testing;

/// <summary>Runs a test by exploring it: the class is not constructed once for the test but once for each execution.</summary>
internal sealed class ExploreTestRunner : XunitTestRunner
{
    public static ExploreTestRunner Shared { get; } = new();

    protected override bool IsTestClassCreatable(XunitTestRunnerContext ctxt) => false;

    protected override ValueTask<TimeSpan> InvokeTest(XunitTestRunnerContext ctxt, object? testClassInstance) =>
        new(ExecutionTimer.Measure(() => ctxt.Aggregator.Run(() => RunAll(ctxt))));

    private void RunAll(XunitTestRunnerContext context)
    {
        var attribute = context.Test.TestMethod.FactAttributes.OfType<ExploreAttribute>().Single();
        var result = Explore.CheckNamed($"{context.Test.TestCase.TestClassName}.{context.Method.Name}", sim => RunOne(context, sim), attribute.ToOptions());
        // A test may say while it runs that it is to be skipped.
        if (result.Failure is { Error: var error } && context.GetSkipReason(error) is not null)
            ExceptionDispatchInfo.Throw(error);
        result.ThrowOnFailure();
    }

    private async Task RunOne(XunitTestRunnerContext context, SimContext sim)
    {
        var instance = context.Method.IsStatic ? null : await Construct(context).ConfigureAwait(true);
        try
        {
            await context.Method.CreateDelegate<Func<SimContext, Task>>(instance)(sim).ConfigureAwait(true);
        }
        finally
        {
            if (instance is not null && IsTestClassDisposable(context, instance))
                await DisposeTestClassInstance(context, instance).ConfigureAwait(true);
        }
    }

    private async Task<object?> Construct(XunitTestRunnerContext context)
    {
        try
        {
            return (await CreateTestClassInstance(context).ConfigureAwait(true)).Instance;
        }
        catch (TargetInvocationException error) when (error.InnerException is { } thrown)
        {
            ExceptionDispatchInfo.Throw(thrown);
            throw;
        }
    }
}
