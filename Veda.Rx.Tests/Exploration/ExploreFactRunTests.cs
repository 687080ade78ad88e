using Veda.Rx.Testing;
using Xunit;
using Xunit.Runner.Common;
using Xunit.Sdk;
using Xunit.v3;

namespace Veda.Rx.Tests.Exploration;

/// <summary>How explored tests end, as the runner hears of it.</summary>
public sealed class ExploreFactRunTests
{
    [Fact]
    public async Task A_failure_shows_its_shortest_execution_and_how_to_repeat_it()
    {
        var failed = Assert.IsAssignableFrom<ITestFailed>(await Run(nameof(Explored.Fails)));
        Assert.Equal(FailureCause.Assertion, failed.Cause);
        Assert.Equal(typeof(ExploreException).FullName, failed.ExceptionTypes[0]);
        var message = failed.Messages[0];
        Assert.Contains("of seed 1", message);
        Assert.Contains("step", message);
        Assert.Contains("»", message);
        var path = message[(message.IndexOf("VEDA_TRACE=", StringComparison.Ordinal) + "VEDA_TRACE=".Length)..message.LastIndexOf(" dotnet test", StringComparison.Ordinal)];
        Assert.Contains("VEDA_SEED=1", message);
        var trace = Trace.Load(path);
        Assert.Equal("Veda.Rx.Tests.Exploration.Explored.Fails", trace.Test);
        Assert.NotNull(Explore.Replay(Explored.Fails, trace));
    }

    [Fact]
    public async Task A_class_is_made_and_disposed_of_for_each_execution()
    {
        Explored.Count = default;
        Assert.IsAssignableFrom<ITestPassed>(await Run(nameof(Explored.Passes)));
        Assert.Equal((20, 20), Explored.Count);
    }

    [Fact]
    public async Task A_test_that_says_so_is_skipped()
    {
        Assert.Equal("not here", Assert.IsAssignableFrom<ITestSkipped>(await Run(nameof(Explored.Skips))).Reason);
        Assert.Equal("never", Assert.IsAssignableFrom<ITestSkipped>(await Run(nameof(Explored.Skipped))).Reason);
        Assert.IsAssignableFrom<ITestNotRun>(await Run(nameof(Explored.OnDemand)));
    }

    [Theory]
    [InlineData(nameof(Explored.NotOnce), "Executions is 0")]
    [InlineData(nameof(Explored.NoTime), "Time is -1")]
    [InlineData(nameof(Explored.NoTask), "'Void Explored.NoTask(SimContext)'; allowed: a method that is not generic, takes one SimContext and returns a Task")]
    [InlineData(nameof(Explored.NoContext), "'Task Explored.NoContext()'")]
    [InlineData(nameof(Explored.TooMuch), "'Task Explored.TooMuch(SimContext, Int32)'")]
    public async Task What_cannot_be_explored_says_why(string method, string why) =>
        Assert.Contains(why, Assert.IsAssignableFrom<ITestFailed>(await Run(method)).Messages[0]);

    /// <summary>Discovers and runs one of the tests as the runner does.</summary>
    private static async Task<ITestResultMessage> Run(string name)
    {
        var collection = new XunitTestCollection(new XunitTestAssembly(typeof(Explored).Assembly, null, assemblyName: "explored", uniqueID: "explored"), null, false, "explored", "explored");
        var method = new XunitTestMethod(new XunitTestClass(typeof(Explored), collection), typeof(Explored).GetMethod(name)!, [], name);
        var attribute = method.FactAttributes.Single();
        var found = await new ExploreDiscoverer().Discover(TestFrameworkOptions.ForDiscovery(new TestAssemblyConfiguration()), method, attribute);
        using var bus = new RecordingBus();
        using var cancellation = new CancellationTokenSource();
        await using var fixtures = new FixtureMappingManager("explored");
        await using var scheduler = ExecutionScheduler.CreateUnlimited();
        var aggregator = new ExceptionAggregator();
        var run = found.Single() is ISelfExecutingXunitTestCase itself
            ? itself.Run(ExplicitOption.Off, bus, [], aggregator, cancellation, ParallelMode.None, scheduler, fixtures)
            : XunitRunnerHelper.RunXunitTestCase(found.Single(), bus, cancellation, ParallelMode.None, scheduler, aggregator, ExplicitOption.Off, [], fixtures);
        await run;
        return bus.Result;
    }
}
