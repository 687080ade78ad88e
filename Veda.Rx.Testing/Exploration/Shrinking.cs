namespace Veda.Rx.Testing;

/// <summary>
/// Makes a failing execution plainer: delta debugging (Zeller and Hildebrandt, "Simplifying and isolating failure-inducing input", 2002) over
/// its unusual choices. Every candidate is run, so that what is left really fails.
/// </summary>
internal sealed class Shrinking(Func<SimContext, Task> body, Ending failed, ExploreOptions options)
{
    private Ending? _plainer;
    private int _left = options.ShrinkExecutions;

    private Ending Best => _plainer ?? failed;

    /// <summary>Tries to do without the unusual choices, first many of them together, then fewer; then with smaller numbers.</summary>
    public Ending Run()
    {
        for (var chunk = Unusual().Count; chunk > 0 && _left > 0; chunk = chunk == 1 ? 0 : (chunk + 1) / 2)
        {
            for (var from = 0; from < Unusual().Count && _left > 0; from += chunk)
            {
                var removed = Unusual().Skip(from).Take(chunk).ToArray();
                if (Try(choices => Array.ForEach(removed, index => choices[index] = choices[index] with { Picked = 0 })))
                    from -= chunk;
            }
        }
        foreach (var index in Unusual())
        {
            for (var picked = 1; index < Best.Choices.Count && picked < Best.Choices[index].Picked; picked++)
            {
                if (Try(choices => choices[index] = choices[index] with { Picked = picked }))
                    break;
            }
        }
        return Best;
    }

    private bool Try(Action<Choice[]> change)
    {
        if (_left-- <= 0)
            return false;
        var plainer = Best.Choices.ToArray();
        change(plainer);
        var tried = Execution.Run(body, new ReplayedChoices(plainer, ReplayMode.ByNumber), options.Scheduler);
        if (!tried.IsLike(failed) || Weight(tried).CompareTo(Weight(Best)) >= 0)
            return false;
        _plainer = tried;
        return true;
    }

    private List<int> Unusual() => [.. Best.Choices.Index().Where(choice => choice.Item.Picked != 0).Select(choice => choice.Index)];

    /// <summary>Few unusual choices are plainer than many, then few choices, then small numbers.</summary>
    private static (int, int, int) Weight(Ending ending) => (ending.Unusual, ending.Choices.Count, ending.Choices.Sum(choice => choice.Picked));
}
