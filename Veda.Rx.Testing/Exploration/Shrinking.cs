namespace Veda.Rx.Testing;

/// <summary>
/// Makes a failing execution plainer: delta debugging (Zeller and Hildebrandt, "Simplifying and isolating failure-inducing input", 2002) over
/// its unusual choices. Every candidate is run, so that what is left really fails.
/// </summary>
internal static class Shrinking
{
    /// <summary>Tries to do without the unusual choices, first many of them together, then fewer.</summary>
    public static ExploreFailure Shorten(Func<SimContext, Task> body, Execution failed, int number, string strategy, ExploreOptions options)
    {
        var best = failed;
        var left = options.ShrinkExecutions;
        for (var chunk = Unusual(best).Count; chunk > 0 && left > 0; chunk = chunk == 1 ? 0 : (chunk + 1) / 2)
        {
            var unusual = Unusual(best);
            for (var from = 0; from < unusual.Count && left > 0; from += chunk)
            {
                left--;
                var plainer = best.Choices.ToArray();
                foreach (var index in unusual.Skip(from).Take(chunk).Where(index => index < plainer.Length))
                    plainer[index] = plainer[index] with { Picked = 0 };
                var tried = Execution.Run(body, new ReplayedChoices(plainer, strict: false), options.MaxSteps);
                if (tried.Error?.GetType() == failed.Error!.GetType() && IsPlainer(tried, best))
                {
                    best = tried;
                    unusual = Unusual(best);
                    from -= chunk;
                }
            }
        }
        return new ExploreFailure(best.Error!, number, strategy, Trimmed(best.Choices), failed.Choices.Count);
    }

    private static List<int> Unusual(Execution execution) => [.. execution.Choices.Index().Where(choice => choice.Item.Picked != 0).Select(choice => choice.Index)];

    private static bool IsPlainer(Execution one, Execution other)
    {
        var (mine, theirs) = (Unusual(one).Count, Unusual(other).Count);
        return mine < theirs || (mine == theirs && one.Choices.Count < other.Choices.Count);
    }

    /// <summary>Behind the last unusual one the plainest are made anyway.</summary>
    private static Choice[] Trimmed(IReadOnlyList<Choice> choices)
    {
        var end = choices.Count;
        while (end > 0 && choices[end - 1].Picked == 0)
            end--;
        return [.. choices.Take(end)];
    }
}
