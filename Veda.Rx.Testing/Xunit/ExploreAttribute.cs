using System.Runtime.CompilerServices;
using Xunit;
using Xunit.v3;

namespace Veda.Rx.Testing;

/// <summary>
/// A test of xunit v3 that is explored as by <see cref="Explore.Check"/>: it runs in many interleavings, and fails with the shortest one that fails.
/// </summary>
/// <remarks>
/// The method takes one <see cref="SimContext"/>, returns a <see cref="Task"/>, and may be static. Its class is constructed anew for each execution, with the same fixtures, and
/// disposed of behind it; its <c>InitializeAsync</c> and disposal are part of the execution. What an execution that does not end has constructed is not disposed of.
/// <para>
/// The test's name in traces is its class with the namespace, a dot, and its method. <c>VEDA_SEED</c> and <c>VEDA_TRACE</c> count as for <see cref="Explore"/>. What the attribute
/// has no property for, <see cref="Explore.Check"/> in an ordinary fact has.
/// </para>
/// </remarks>
/// <example><code>
/// public sealed class AccountTests
/// {
///     private readonly Account _account = new(100);
///
///     [Explore(1000)]
///     public async Task Two_withdrawals_never_overdraw(SimContext sim)
///     {
///         await Task.WhenAll(sim.Run(() => _account.Withdraw(80)), sim.Run(() => _account.Withdraw(80)));
///         Assert.True(_account.Balance >= 0);
///     }
/// }
/// </code></example>
[AttributeUsage(AttributeTargets.Method)]
[XunitTestCaseDiscoverer(typeof(ExploreDiscoverer))]
public sealed class ExploreAttribute : FactAttribute
{
    /// <summary>Explores a test.</summary>
    /// <param name="executions">How many executions at most. From 1.</param>
    /// <param name="sourceFilePath">Where the test is; the compiler fills it in.</param>
    /// <param name="sourceLineNumber">Where in that file; the compiler fills it in.</param>
    public ExploreAttribute(int executions = 1_000, [CallerFilePath] string? sourceFilePath = null, [CallerLineNumber] int sourceLineNumber = -1)
        : base(sourceFilePath, sourceLineNumber) => Executions = executions;

    /// <summary>How many executions at most. From 1. Default: 1,000.</summary>
    public int Executions { get; }

    /// <summary>Decides all executions. Default: 1, or what the environment variable <c>VEDA_SEED</c> says.</summary>
    public ulong Seed { get; init; } = 1;

    /// <summary>After how many actions an execution is taken for one that does not end. From 1. Default: 100,000.</summary>
    public int MaxSteps { get; init; } = 100_000;

    /// <summary>How many actions may be under way at the same time for those that ask, such as a stream's participants. From 1 to 32,767. Default: 4.</summary>
    public int Workers { get; init; } = 4;

    /// <summary>How long to explore at most, in milliseconds of real time; one execution there is always. From 0, which is without limit. Default: 0.</summary>
    public int Time { get; init; }

    internal ExploreOptions ToOptions()
    {
        OptionRange.Check(Time >= 0, nameof(ExploreAttribute), nameof(Time), Time, "from 0");
        var defaults = new ExploreOptions();
        return defaults with
        {
            Executions = Executions,
            Seed = Seed,
            Time = Time == 0 ? null : TimeSpan.FromMilliseconds(Time),
            Scheduler = defaults.Scheduler with { MaxSteps = MaxSteps, Workers = Workers },
        };
    }
}
