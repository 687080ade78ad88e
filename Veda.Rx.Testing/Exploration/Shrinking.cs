namespace Veda.Rx.Testing;

/// <summary>
/// Makes a failing execution plainer: delta debugging (Zeller and Hildebrandt, "Simplifying and isolating failure-inducing input", 2002) over
/// its unusual choices. Every candidate is run, so that what is left really fails.
/// </summary>
internal sealed class Shrinking(Func<SimContext, Task> body, Ending failed, ExploreOptions options)
{
    /// <summary>Up to here smaller numbers are tried one by one, above by bisection: of a few alternatives any may fail, of millions most are alike.</summary>
    private const int OneByOne = 16;

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
            Lessen(index);
        return Best;
    }

    /// <summary>Tries smaller numbers until the one below does not fail.</summary>
    private void Lessen(int index)
    {
        var passed = 0;   // the usual choice has been tried
        while (_left > 0 && index < Best.Choices.Count && Best.Choices[index].Picked - passed > 1)
        {
            var picked = passed + (passed < OneByOne ? 1 : (Best.Choices[index].Picked - passed) / 2);
            if (!Try(choices => choices[index] = choices[index] with { Picked = picked }))
                passed = picked;
        }
    }

    private bool Try(Action<Choice[]> change)
    {
        if (_left == 0)
            return false;
        _left--;
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
    private static (int, int, long) Weight(Ending ending) => (ending.Unusual, ending.Choices.Count, ending.Choices.Sum(choice => (long)choice.Picked));
}
