using System.Runtime.CompilerServices;
using FsCheck;

namespace Veda.Rx.Testing;

/// <summary>Runs a body in many interleavings and reports the shortest one that fails.</summary>
/// <remarks>
/// The body runs on virtual time. What it begins by <see cref="SimContext.Run"/>, on streams or as timers interleaves between
/// awaits and actions, not inside them; what it begins by <see cref="SimContext.Thread(Action, string?)"/> interleaves at its points, inside synchronous code. It must make its own
/// state: it is called once for each execution. An execution fails when its body throws, when an action throws, when
/// the body is still waiting though nothing is left to run, or when it takes too many steps.
/// <para>
/// Two environment variables repeat what another process has seen: <c>VEDA_SEED</c> replaces the seed of the options, and <c>VEDA_TRACE</c> names the file of a trace, which the
/// exploration of the test that it is of repeats instead of searching. A test's name in traces is the class in which the body is written, with the namespace, a dot, and the name
/// that is given or the compiler fills in.
/// </para>
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
    /// <summary>Explores by several strategies in turn.</summary>
    /// <param name="body">What to run.</param>
    /// <param name="options">How far; null for the defaults.</param>
    /// <param name="test">The test's name, for traces; the compiler fills in the calling member's.</param>
    /// <returns>What was seen; ends at the first failure.</returns>
    /// <exception cref="ArgumentNullException"><paramref name="body"/> is null.</exception>
    /// <exception cref="ArgumentOutOfRangeException">An option is out of its range.</exception>
    public static ExploreResult Check(Func<SimContext, Task> body, ExploreOptions? options = null, [CallerMemberName] string test = "")
    {
        ArgumentNullException.ThrowIfNull(body);
        return CheckNamed(Repetition.FullName(body, test), body, options);
    }

    /// <summary>Explores a test of which the full name is known.</summary>
    internal static ExploreResult CheckNamed(string test, Func<SimContext, Task> body, ExploreOptions? options)
    {
        var settings = (options ?? new ExploreOptions()).Validated();
        var search = new Search(body, settings, test);
        // What comes back from real threads comes when it likes: executions do not repeat each other's beginnings then.
        var strategies = settings.Scheduler.Escapes == EscapePolicy.Fail ? settings.Strategies : settings.WithoutExhaustion();
        var portfolio = new Portfolio(strategies, settings.Seed, settings.Scheduler.MaxSteps);
        while (search.GoesOn)
        {
            var (name, source) = portfolio.Next(search.Executions);
            portfolio.Learn(search.Run(name, source));
        }
        return search.Result(exhausted: false);
    }

    /// <summary>Explores with other data for each execution; data and interleaving are made smaller together.</summary>
    /// <typeparam name="T">The type of the data.</typeparam>
    /// <param name="data">Generates them and makes them smaller, with FsCheck.</param>
    /// <param name="body">What to run.</param>
    /// <param name="options">How far; null for the defaults. Exhaustion is left out.</param>
    /// <param name="test">The test's name, for traces; the compiler fills in the calling member's.</param>
    /// <returns>What was seen; ends at the first failure, whose <see cref="ExploreFailure.Data"/> are the smallest found. Only the seed repeats it, as a trace holds no data.</returns>
    /// <exception cref="ArgumentNullException"><paramref name="data"/> or <paramref name="body"/> is null.</exception>
    /// <exception cref="ArgumentOutOfRangeException">An option is out of its range.</exception>
    /// <example><code>
    /// Explore.Check(ArbMap.Default.ArbFor&lt;int[]&gt;(), async (sim, items) =>
    ///     Assert.Equal(items.Length, await items.ToVeda().On(sim.Scheduler).Map(x => x).Count())).ThrowOnFailure();
    /// </code></example>
    public static ExploreResult Check<T>(Arbitrary<T> data, Func<SimContext, T, Task> body, ExploreOptions? options = null, [CallerMemberName] string test = "")
    {
        ArgumentNullException.ThrowIfNull(data);
        ArgumentNullException.ThrowIfNull(body);
        return new PropertySearch<T>(data, body, (options ?? new ExploreOptions()).Validated(), Repetition.FullName(body, test)).Run();
    }

    /// <summary>
    /// Explores every execution with no more than so many preemptions: going on with another chain of actions though the one that ran could go on, or a choice of another kind that
    /// is not the first alternative. Which chain runs when one has ended or waits is free. In executions of more than 1,000 choices the later ones are made in turn; a body that has such is not exhausted.
    /// </summary>
    /// <param name="body">What to run; small.</param>
    /// <param name="bound">How many preemptions. From 0.</param>
    /// <param name="options">How far; null for the defaults.</param>
    /// <param name="test">The test's name, for traces; the compiler fills in the calling member's.</param>
    /// <returns>What was seen; ends at the first failure.</returns>
    /// <exception cref="ArgumentNullException"><paramref name="body"/> is null.</exception>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="bound"/> is negative, or an option is out of its range.</exception>
    public static ExploreResult Exhaust(Func<SimContext, Task> body, int bound, ExploreOptions? options = null, [CallerMemberName] string test = "")
    {
        ArgumentNullException.ThrowIfNull(body);
        ArgumentOutOfRangeException.ThrowIfNegative(bound);
        var settings = (options ?? new ExploreOptions()).Validated();
        var search = new Search(body, settings, Repetition.FullName(body, test));
        var walk = new ExhaustiveWalk(bound, settings.Reduces);
        var (exhausted, cut) = (false, false);
        while (search.GoesOn && !exhausted)
        {
            // Who asks again and again for what another one has to do would, in the usual order, ask for ever.
            var fair = new FairTail(walk, Portfolio.LeastFairTail);
            search.Run($"exhaustion within {bound} preemptions", fair);
            cut |= fair.IsReached;
            exhausted = !walk.Advance();
        }
        return search.Result(exhausted && !cut && search.Failure is null);
    }

    /// <summary>Repeats one execution exactly.</summary>
    /// <param name="body">What to run.</param>
    /// <param name="trace">The execution, such as that of a failure.</param>
    /// <returns>What the body threw, or why it did not end; null if all went well.</returns>
    /// <exception cref="ArgumentNullException">An argument is null.</exception>
    /// <exception cref="ReplayDivergenceException">
    /// The execution goes another way than the recorded one: a choice or a step is another one, or it ends before that one does, with what is then the inner exception. What steps
    /// are called may change, and what comes behind the last recorded step and choice is not compared.
    /// </exception>
    /// <exception cref="InvalidOperationException">The trace is of real threads.</exception>
    public static Exception? Replay(Func<SimContext, Task> body, Trace trace)
    {
        ArgumentNullException.ThrowIfNull(body);
        ArgumentNullException.ThrowIfNull(trace);
        var error = Execution.Repeat(body, trace).Error;
        return error is ReplayDivergenceException divergence ? throw divergence : error;
    }

    /// <summary>Repeats one execution as nearly as it goes, for a body that has changed since.</summary>
    /// <param name="body">What to run.</param>
    /// <param name="trace">The execution.</param>
    /// <returns>What the body threw, and how many choices were not those of the trace.</returns>
    /// <exception cref="ArgumentNullException">An argument is null.</exception>
    /// <exception cref="InvalidOperationException">The trace is of real threads.</exception>
    public static NearestReplay ReplayNearest(Func<SimContext, Task> body, Trace trace)
    {
        ArgumentNullException.ThrowIfNull(body);
        ArgumentNullException.ThrowIfNull(trace);
        TraceReplay.ThrowIfReal(trace);
        var choices = new ReplayedChoices(trace.Choices, ReplayMode.Nearest);
        return new NearestReplay(Execution.Run(body, choices, trace.Scheduler).Error, choices.Distance);
    }
}
