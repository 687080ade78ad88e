using Veda.Rx.Benchmarks.Bugs;
using Veda.Rx.Testing;
using Xunit;

namespace Veda.Rx.Tests.Exploration;

/// <summary>Planted bugs are found, made short and repeated; their correct twins pass.</summary>
public sealed class PlantedBugTests
{
    /// <summary>No program has more than some hundred steps, unless it does not end; and that is repeated a hundred times.</summary>
    private static readonly SeededOptions s_short = new ExploreOptions().Scheduler with { MaxSteps = 10_000 };

    public static TheoryData<string> Names => [.. PlantedBugs.All.Select(bug => bug.Name)];

    [Theory]
    [MemberData(nameof(Names))]
    public void A_planted_bug_is_found_made_short_and_repeated(string name)
    {
        var bug = PlantedBugs.All.Single(bug => bug.Name == name);
        var result = Explore.Check(bug.Wrong, new ExploreOptions { Executions = 10_000, Scheduler = s_short });
        Assert.NotNull(result.Failure);
        Assert.Null(result.Failure.Divergence);
        Assert.InRange(result.Failure.Unusual, 0, bug.Depth + 2);
        Assert.True(result.Failure.Unusual <= result.Failure.Found);
        for (var i = 0; i < 100; i++)
            Assert.Equal(result.Failure.Error.Message, Explore.Replay(bug.Wrong, result.Failure.Trace)?.Message);
        var message = Assert.Throws<ExploreException>(() => result.ThrowOnFailure()).Message;
        Assert.Contains(result.Failure.Strategy, message);
        Assert.Contains(result.Failure.Error.Message, message);
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void Its_correct_twin_passes(string name)
    {
        var bug = PlantedBugs.All.Single(bug => bug.Name == name);
        var clean = Explore.Check(bug.Right, new ExploreOptions { Executions = 2_000 });
        clean.ThrowOnFailure();
        Assert.True(clean.Distinct > 1);
    }
}
