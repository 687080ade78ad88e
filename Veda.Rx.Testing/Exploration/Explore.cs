namespace Veda.Rx.Testing;

/// <summary>Runs a body in many interleavings and reports the shortest one that fails.</summary>
/// <remarks>
/// The body runs on virtual time, on the calling thread. What it begins by <see cref="SimContext.Run"/>, on streams or as timers interleaves between
/// awaits and actions, not inside them. It must make its own state: it is called once for each execution. An execution fails when its body throws, when an action throws, when
/// the body is still waiting though nothing is left to run, or when it takes too many steps.
/// </remarks>
/// <example><code>
/// Explore.Check(async sim =>
/// {
///     var balance = 100;
///     async Task Withdraw(int amount)
///     {
///         if (balance &lt; amount)
///             return;
///         await Task.Yield();        // anything may happen here
///         balance -= amount;
///     }
///     await Task.WhenAll(sim.Run(() => Withdraw(80)), sim.Run(() => Withdraw(80)));
///     Assert.True(balance >= 0);
/// }).ThrowOnFailure();
/// </code></example>
public static class Explore
{
    /// <summary>Explores at random, by several strategies in turn: a random walk, PCT of depth 1 to 4, and 1 to 3 delays.</summary>
    /// <param name="body">What to run.</param>
    /// <param name="options">How far; null for the defaults.</param>
    /// <returns>What was seen; ends at the first failure.</returns>
    /// <exception cref="ArgumentNullException"><paramref name="body"/> is null.</exception>
    /// <exception cref="ArgumentOutOfRangeException">An option is out of its range.</exception>
    public static ExploreResult Check(Func<SimContext, Task> body, ExploreOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(body);
        var settings = (options ?? new ExploreOptions()).Validated();
        var seen = new HashSet<ulong>();
        var choices = 0;   // the most that an execution had so far
        for (var i = 0; i < settings.Executions; i++)
        {
            var (name, source) = Strategy(i, SplitMix.Mix(settings.Seed, (ulong)i), choices);
            var execution = Execution.Run(body, source, settings.MaxSteps);
            seen.Add(execution.Hash);
            choices = Math.Max(choices, execution.Choices.Count);
            if (execution.Error is not null)
                return new ExploreResult(i + 1, seen.Count, Exhausted: false, Shrinking.Shorten(body, execution, i, name, settings));
        }
        return new ExploreResult(settings.Executions, seen.Count, Exhausted: false, Failure: null);
    }

    /// <summary>Explores every execution with no more than so many unusual choices: going on with another action than the one that ran, or not the first alternative.</summary>
    /// <param name="body">What to run; small.</param>
    /// <param name="bound">How many unusual choices. From 0.</param>
    /// <param name="options">How far; null for the defaults.</param>
    /// <returns>What was seen; ends at the first failure.</returns>
    /// <exception cref="ArgumentNullException"><paramref name="body"/> is null.</exception>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="bound"/> is negative, or an option is out of its range.</exception>
    public static ExploreResult Exhaust(Func<SimContext, Task> body, int bound, ExploreOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(body);
        ArgumentOutOfRangeException.ThrowIfNegative(bound);
        var settings = (options ?? new ExploreOptions()).Validated();
        var seen = new HashSet<ulong>();
        var walk = new ExhaustiveWalk(bound);
        for (var i = 0; i < settings.Executions; i++)
        {
            var execution = Execution.Run(body, walk, settings.MaxSteps);
            seen.Add(execution.Hash);
            if (execution.Error is not null)
                return new ExploreResult(i + 1, seen.Count, Exhausted: false, Shrinking.Shorten(body, execution, i, $"exhaustion within {bound}", settings));
            if (!walk.Advance())
                return new ExploreResult(i + 1, seen.Count, Exhausted: true, Failure: null);
        }
        return new ExploreResult(settings.Executions, seen.Count, Exhausted: false, Failure: null);
    }

    /// <summary>Repeats one execution.</summary>
    /// <param name="body">What to run.</param>
    /// <param name="choices">The choices of the execution, such as those of a failure.</param>
    /// <param name="maxSteps">After how many actions the execution is taken for one that does not end.</param>
    /// <returns>What the body threw, or why it did not end; null if all went well.</returns>
    /// <exception cref="ArgumentNullException">An argument is null.</exception>
    /// <exception cref="ReplayDivergenceException">The execution goes another way than the recorded one.</exception>
    public static Exception? Replay(Func<SimContext, Task> body, IReadOnlyList<Choice> choices, int maxSteps = 100_000)
    {
        ArgumentNullException.ThrowIfNull(body);
        ArgumentNullException.ThrowIfNull(choices);
        ArgumentOutOfRangeException.ThrowIfLessThan(maxSteps, 1);
        var error = Execution.Run(body, new ReplayedChoices(choices, strict: true), maxSteps).Error;
        return error is ReplayDivergenceException divergence ? throw divergence : error;
    }

    private static (string Name, IChoiceSource Source) Strategy(int execution, ulong seed, int choices) => (execution % 8) switch
    {
        0 => ("a random walk", new RandomWalk(seed)),
        var depth and <= 4 => ($"PCT of depth {depth}", new PriorityWalk(seed, depth, choices)),
        var delays => ($"{delays - 4} delays", new DelayedWalk(seed, delays - 4, choices)),
    };
}
