using FsCheck;
using FsCheck.Fluent;

namespace Veda.Rx.Testing;

/// <summary>One search for data and an interleaving with which a body fails: other data for every execution, and both made smaller when it has failed.</summary>
internal sealed class PropertySearch<T>(Arbitrary<T> data, Func<SimContext, T, Task> body, ExploreOptions options, string test)
{
    private const int LargestSize = 50;

    /// <summary>So many other interleavings are tried with smaller data that do not fail in the same one.</summary>
    private const int Tries = 20;

    private readonly SearchBudget _budget = new(options);
    private int _left = options.ShrinkExecutions;

    public ExploreResult Run()
    {
        // Exhaustion goes on from one execution to the next, which other data make another tree.
        var portfolio = Strategies(options.Seed);
        ExploreFailure? failure = null;
        while (failure is null && _budget.GoesOn)
        {
            var i = _budget.Executions;
            var value = data.Generator.Sample(1, new Rnd(SplitMix.Mix(options.Seed, (ulong)i)), i * LargestSize / options.Executions + 1).Single();
            var (name, source) = portfolio.Next(i);
            var ending = Execution.Run(With(value), source, options.Scheduler, looksForUnobserved: _budget.LooksForUnobserved, looksForEscapes: true);
            portfolio.Learn(ending.Choices.Count);
            _budget.Count(ending);
            if (ending.Error is null)
                continue;
            (value, ending) = Smallest(value, ending);
            failure = new WorkUp(With(value), options, test).Of(ending, name, i) with { Data = value, HasData = true };
        }
        return _budget.Result(exhausted: false, failure);
    }

    private Func<SimContext, Task> With(T value) => sim => body(sim, value);

    private Portfolio Strategies(ulong seed) =>
        new(options.WithoutExhaustion(), seed, options.Scheduler.MaxSteps);

    /// <summary>Goes to the first smaller data that fail too, as long as there are some.</summary>
    private (T Value, Ending Ending) Smallest(T value, Ending failed)
    {
        // What waits for something real makes each try wait for it.
        while (failed.Error is not EscapeException)
        {
            var smaller = data.Shrinker(value).Select(tried => (Value: tried, Ending: FailsToo(failed, tried))).FirstOrDefault(tried => tried.Ending is not null || _left == 0);
            if (smaller.Ending is null)
                break;
            (value, failed) = smaller!;
        }
        return (value, failed);
    }

    /// <summary>An execution with other data that goes wrong in the same way; what it says of it may name the data.</summary>
    private Ending? FailsToo(Ending failed, T value)
    {
        var portfolio = Strategies(SplitMix.Mix(options.Seed, (ulong)_left));
        IChoiceSource source = new ReplayedChoices(failed.Choices, ReplayMode.ByNumber);
        for (var i = 0; i < Tries && _left > 0; i++)
        {
            _left--;
            var ending = Execution.Run(With(value), source, options.Scheduler);
            if (ending.IsOfKind(failed))
                return ending;
            source = portfolio.Next(i).Source;
        }
        return null;
    }
}
