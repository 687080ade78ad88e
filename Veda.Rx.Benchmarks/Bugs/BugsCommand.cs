using System.Globalization;
using Veda.Rx.Benchmarks.Harness;
using Veda.Rx.Testing;

namespace Veda.Rx.Benchmarks.Bugs;

/// <summary><c>bugs</c>: how many executions each strategy needs to find each planted bug, how short the failure becomes, and whether it comes again.</summary>
internal static class BugsCommand
{
    public const string Usage = "[--executions N]";

    private const int Replays = 100;
    private const double Goal = 0.9;   // of the bugs, found by the portfolio

    public static int Run(string[] args)
    {
        var executions = 10_000;
        if (args is not [] && (args is not ["--executions", var text] || !int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out executions) || executions < 1))
        {
            Console.Error.WriteLine($"bugs {Usage}, N from 1");
            return ExitCode.Usage;
        }

        var strategies = Enum.GetValues<Strategy>();
        Console.WriteLine(Invariant($"Executions until found, of at most {executions:N0}; – is not found. Behind it the portfolio of all: unusual choices found and left, steps of the shortest, replays that fail like it, and failures of the correct twin."));
        Console.WriteLine();
        Console.WriteLine($"| bug | depth | {string.Join(" | ", strategies)} | portfolio | choices | steps | replays | twin |");
        Console.WriteLine($"|---|{string.Concat(Enumerable.Repeat("---|", strategies.Length + 6))}");
        var (found, wrong) = (0, 0);
        foreach (var bug in PlantedBugs.All)
        {
            var alone = strategies.Select(strategy => Until(Search(bug.Wrong, executions, [strategy])));
            var together = Search(bug.Wrong, executions, strategies);
            var twin = Search(bug.Right, executions, strategies);
            var replays = together.Failure is { } failure ? Enumerable.Range(0, Replays).Count(_ => IsLike(Explore.Replay(bug.Wrong, failure.Trace), failure.Error)) : 0;
            Console.WriteLine(Invariant($"| {bug.Name} | {bug.Depth} | {string.Join(" | ", alone)} | {Until(together)} | {Shortened(together.Failure)} | {replays}/{Replays} | {(twin.Failure is { } report ? report.Error.Message : "none")} |"));
            found += together.Failure is null ? 0 : 1;
            wrong += twin.Failure is not null || (together.Failure is not null && replays < Replays) ? 1 : 0;
        }
        Console.WriteLine();
        Console.WriteLine(Invariant($"{found} of {PlantedBugs.All.Count} found, {wrong} not repeated or with a twin that fails."));
        return wrong > 0 ? ExitCode.WrongAnswer : found < Goal * PlantedBugs.All.Count ? ExitCode.BudgetExceeded : ExitCode.Success;
    }

    private static ExploreResult Search(Func<SimContext, Task> body, int executions, IReadOnlyList<Strategy> strategies) =>
        Explore.Check(body, new ExploreOptions { Executions = executions, Strategies = strategies });

    private static string Until(ExploreResult result) => result.Failure is null ? "–" : result.Executions.ToString("N0", CultureInfo.InvariantCulture);

    private static string Shortened(ExploreFailure? failure) => failure is null ? "– | –" : Invariant($"{failure.Found} → {failure.Unusual} | {failure.Trace.Events.Count}");

    private static bool IsLike(Exception? error, Exception other) => error?.GetType() == other.GetType() && error.Message == other.Message;

    private static string Invariant(FormattableString text) => FormattableString.Invariant(text);
}
