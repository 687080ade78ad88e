using System.ComponentModel;
using Xunit.Sdk;
using Xunit.v3;

namespace Veda.Rx.Testing;

/// <summary>A test that is explored. How far, its method's attribute says when it runs.</summary>
internal sealed class ExploreTestCase : XunitTestCase, ISelfExecutingXunitTestCase
{
    /// <summary>For who reads a saved case.</summary>
    [EditorBrowsable(EditorBrowsableState.Never)]
    [Obsolete("Called by the de-serializer only.")]
    public ExploreTestCase()
    {
    }

    public ExploreTestCase(
        IXunitTestMethod method,
        string name,
        string id,
        bool isExplicit,
        Type[]? skipExceptions,
        string? skipReason,
        Type? skipType,
        string? skipUnless,
        string? skipWhen,
        Dictionary<string, HashSet<string>> traits,
        string? file,
        int? line,
        int timeout)
        : base(method, name, id, isExplicit, skipExceptions, skipReason, skipType, skipUnless, skipWhen, traits, sourceFilePath: file, sourceLineNumber: line, timeout: timeout)
    {
    }

    public async ValueTask<RunSummary> Run(
        ExplicitOption explicitOption,
        IMessageBus messageBus,
        object?[] constructorArguments,
        ExceptionAggregator aggregator,
        CancellationTokenSource cancellationTokenSource,
        ParallelMode parallelMode,
        ExecutionScheduler scheduler,
        FixtureMappingManager methodFixtureMappings)
    {
        var tests = await aggregator.RunAsync(CreateTests, []).ConfigureAwait(true);
        var context = new ExploreCaseContext(
            this, tests, explicitOption, messageBus, aggregator, cancellationTokenSource, parallelMode, scheduler, constructorArguments, methodFixtureMappings);
        await using var _ = context.ConfigureAwait(true);
        await context.InitializeAsync().ConfigureAwait(true);
        return await ExploreCaseRunner.Shared.Run(context).ConfigureAwait(true);
    }
}
