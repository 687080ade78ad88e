using Xunit;

namespace Veda.Rx.Tests.Races;

/// <summary>The exploration itself: leaving out equivalent interleavings must not leave out an outcome.</summary>
public class ExplorerTests
{
    private const int Unbounded = 20;

    [Theory]
    [InlineData(2, 3, 0)]
    [InlineData(2, 3, 1)]
    [InlineData(2, 2, 2)]
    [InlineData(3, 2, 3)]
    [InlineData(3, 2, 4)]
    public void Reduced_exploration_sees_every_outcome_that_the_full_one_sees(int threads, int preemptions, int seed)
    {
        var random = new Random(seed);
        for (var i = 0; i < 6; i++)
        {
            var programs = Enumerable.Range(0, threads).Select(_ => Litmus.Program(random, length: threads == 2 ? 4 : 3)).ToArray();
            var (all, full) = Outcomes(programs, preemptions, reduces: false);
            var (some, reduced) = Outcomes(programs, preemptions, reduces: true);

            Assert.Equal(all.Order(), some.Order());
            Assert.True(reduced <= full, $"{reduced} executions instead of {full}");
        }
    }

    /// <summary>Where a preemption cannot move a point later in its thread, because there is none, what differs must not be left out.</summary>
    [Theory]
    [InlineData(1, "S2 L1 L2", "L2 S0 A2")]                   // a load of what the thread itself has stored
    [InlineData(2, "A2 L1 S1 S2 S1", "L1 F0 L2 A0 L1")]       // the end of a thread that has stored
    [InlineData(3, "S1 L0 L2 S2 F0", "S0 S1 A1 C2 S0")]       // memory takes stores of two threads and the one that ran goes on
    public void Reduced_exploration_sees_what_depends_on_the_point_of_a_preemption(int preemptions, params string[] programs) =>
        Assert.Equal(Outcomes(programs, preemptions, reduces: false).Seen.Order(), Outcomes(programs, preemptions, reduces: true).Seen.Order());

    /// <summary>Without a bound to speak of, both ways see exactly what a model of the machine does.</summary>
    [Theory]
    [InlineData("S2 L1 L2", "L2 S0 A2")]   // memory takes the store before the load of 1, so that the load of 2 sees the addition
    [InlineData("S0 L0 L1", "S1 L1 L0")]
    public void All_outcomes_are_those_of_the_machine(params string[] programs)
    {
        var machine = new LitmusModel(programs).Outcomes().Order().ToArray();

        Assert.Equal(machine, Outcomes(programs, Unbounded, reduces: false).Seen.Order());
        Assert.Equal(machine, Outcomes(programs, Unbounded, reduces: true).Seen.Order());
    }

    [Fact]
    public void All_outcomes_of_random_programs_are_those_of_the_machine()
    {
        var random = new Random(2);
        for (var i = 0; i < 8; i++)
            All_outcomes_are_those_of_the_machine(Litmus.Program(random, length: 4), Litmus.Program(random, length: 4));
    }

    [Fact]
    public void Store_buffers_are_seen()
    {
        // Each thread writes its cell and reads the other's. Both reading 0 is what only a machine with store buffers does.
        var (outcomes, _) = Outcomes(["S0 L1", "S1 L0"], preemptions: 2, reduces: true);
        var (fenced, _) = Outcomes(["S0 F L1", "S1 F L0"], preemptions: 2, reduces: true);

        Assert.Contains("[0 0]", outcomes);
        Assert.DoesNotContain("[0 0]", fenced);
        Assert.Equal(3, fenced.Count);
    }

    private static (HashSet<string> Seen, int Executions) Outcomes(string[] programs, int preemptions, bool reduces)
    {
        var outcomes = new HashSet<string>();
        var seen = Scenario.Explore(preemptions, () =>
        {
            var litmus = new Litmus(programs);
            return new Scenario(litmus.Threads, () =>
            {
                outcomes.Add(litmus.Outcome);
                return null;
            });
        }, reduces: reduces);
        seen.ThrowOnFailure();
        Assert.True(seen.Exhausted, seen.ToString());
        return (outcomes, seen.Executions);
    }
}
