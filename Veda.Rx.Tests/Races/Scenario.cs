using System.Globalization;
using System.Runtime.CompilerServices;
using Veda.Rx.Testing;
using Xunit;

namespace Veda.Rx.Tests.Races;

/// <summary>A fresh start for one execution.</summary>
/// <param name="Threads">What each simulated thread does; its name is its number.</param>
/// <param name="AtRest">Called when no thread can go on: all have finished, or wait. Null when that is right, otherwise what is wrong.</param>
internal sealed record Scenario(Action[] Threads, Func<string?> AtRest)
{
    /// <summary>Runs a scenario in every interleaving with no more than so many preemptions.</summary>
    /// <param name="preemptions">How many.</param>
    /// <param name="create">Makes the scenario, once for each execution. What its threads share outside of <see cref="SimSync"/> must not depend on the order of steps that do not conflict.</param>
    /// <param name="buffers">Whether stores wait in buffers; false for sequential consistency.</param>
    /// <param name="reduces">Whether equivalent interleavings are left out.</param>
    /// <param name="test">The test's name, for traces; the compiler fills in the calling member's.</param>
    public static ExploreResult Explore(int preemptions, Func<Scenario> create, bool buffers = true, bool reduces = true, [CallerMemberName] string test = "") =>
        Testing.Explore.Exhaust(sim => create().Run(sim), preemptions, new ExploreOptions
        {
            Executions = 50_000_000,
            Reduces = reduces,
            ShrinkExecutions = 0,   // what fails is to be what the test has asked for
            Scheduler = new SeededOptions { MaxSteps = 5_000, DelaysStores = buffers },
        }, test);

    /// <summary>The same, and fails if any of them does, or if there are too many to run them all.</summary>
    /// <inheritdoc cref="Explore"/>
    public static ExploreResult Holds(int preemptions, Func<Scenario> create, bool buffers = true, bool reduces = true, [CallerMemberName] string test = "")
    {
        var seen = Explore(preemptions, create, buffers, reduces, test);
        seen.ThrowOnFailure();
        Assert.True(seen.Exhausted, seen.ToString());
        TestContext.Current.SendDiagnosticMessage(seen.ToString());
        return seen;
    }

    private async Task Run(SimContext sim)
    {
        var ends = Threads.Select((body, number) => sim.Thread(body, number.ToString(CultureInfo.InvariantCulture))).ToArray();
        // Virtual time moves on when nothing is left to run: no thread, and no store that has not reached memory.
        await Task.Delay(TimeSpan.FromMilliseconds(1), sim.Time);
        foreach (var end in ends)
        {
            if (end.IsFaulted)
                await end;
        }
        var broken = AtRest();
        Assert.True(broken is null, broken);
    }
}
