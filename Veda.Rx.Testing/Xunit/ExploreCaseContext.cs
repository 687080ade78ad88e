using Xunit.Sdk;
using Xunit.v3;

namespace Veda.Rx.Testing;

/// <summary>What the run of a test case knows; its test is given to the runner that explores.</summary>
internal sealed class ExploreCaseContext(
    ExploreTestCase testCase,
    IReadOnlyCollection<IXunitTest> tests,
    ExplicitOption explicitOption,
    IMessageBus messageBus,
    ExceptionAggregator aggregator,
    CancellationTokenSource cancellation,
    ParallelMode parallelMode,
    ExecutionScheduler scheduler,
    object?[] constructorArguments,
    FixtureMappingManager fixtures)
    : XunitTestCaseRunnerContext(
        testCase, tests, explicitOption, messageBus, aggregator, testCase.TestCaseDisplayName, testCase.SkipReason, cancellation, parallelMode, scheduler, constructorArguments, fixtures)
{
    public override ValueTask<RunSummary> RunTest(IXunitTest test) => ExploreTestRunner.Shared.Run(
        test, MessageBus, ConstructorArguments, ExplicitOption, Aggregator.Clone(), CancellationTokenSource, ParallelMode, Scheduler, BeforeAfterTestAttributes, CaseFixtureMappings);
}
