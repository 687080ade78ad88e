namespace Veda.Rx.Testing;

/// <summary>Makes of an execution that failed what a person needs: repeats it, makes it plainer and writes it down.</summary>
internal sealed class WorkUp(Func<SimContext, Task> body, ExploreOptions options, string test)
{
    public ExploreFailure Of(Ending found, string strategy, int execution)
    {
        // A failure that does not come again with the same choices depends on something else; there is nothing to shorten then.
        var again = Execution.Run(body, new ReplayedChoices(found.Choices, ReplayMode.Strict), options.Scheduler, new EventLog(), looksForEscapes: true);
        if (again.Error is EscapeException escape)
            return new ExploreFailure(escape, execution, strategy, Trace(again, strategy), found.Unusual);
        if (!again.IsOfKind(found))
            return Diverged(again);
        var plainest = new Shrinking(body, found, options).Run();
        var shortest = Execution.Run(body, new ReplayedChoices(plainest.Choices, ReplayMode.Strict), options.Scheduler, new EventLog());
        return shortest.IsOfKind(found) ? new ExploreFailure(shortest.Error!, execution, strategy, Trace(shortest, strategy), found.Unusual) : Diverged(shortest);

        ExploreFailure Diverged(Ending now)
        {
            var divergence = now.Error as ReplayDivergenceException
                ?? new ReplayDivergenceException(now.Log!.Events.Count + 1, choice: null, $"it ended with {found.Error!.GetType().Name} then, and with {now.Error?.GetType().Name ?? "no error"} now");
            return new ExploreFailure(found.Error!, execution, strategy, Trace(found, strategy), found.Unusual) { Divergence = divergence };
        }
    }

    private Trace Trace(Ending ending, string strategy) => ending.ToTrace(test, options.Seed, strategy, options.Scheduler);
}
