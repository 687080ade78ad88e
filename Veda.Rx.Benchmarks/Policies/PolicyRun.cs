using Veda.Rx.Benchmarks.Harness;

namespace Veda.Rx.Benchmarks.Policies;

/// <summary>What a policy has made of a script, window by window and phase by phase.</summary>
internal sealed class PolicyRun
{
    /// <summary>Windows after which the adaptive policy is held to its share.</summary>
    public const int Settling = 60;

    /// <summary>Windows after which changes are counted.</summary>
    public const int Early = 20;

    private readonly ScriptedLoad _load;

    public PolicyRun(ISchedulingPolicy policy, Script script, int processors, int seed)
    {
        Script = script;
        _load = new ScriptedLoad(processors, script.At).Run(policy, script.Windows, seed);
        BestAt = [.. Enumerable.Range(0, script.Windows).Select(window => _load.Best([window]))];
        ShareAt = [.. Enumerable.Range(0, script.Windows).Select(window => _load.AgainstBest([window]))];
        Phases =
        [
            .. Enumerable.Range(Settling, script.Windows - Settling).GroupBy(script.PhaseAt, (name, group) =>
            {
                int[] windows = [.. group];
                return new PhaseFigures(name, _load.Best(windows), windows.Median(window => _load.Workers[window]), _load.AgainstBest(windows));
            }),
        ];
    }

    public Script Script { get; }

    /// <summary>How many workers there were in each window.</summary>
    public IReadOnlyList<int> Workers => _load.Workers;

    /// <summary>How many would have done the most in it.</summary>
    public IReadOnlyList<int> BestAt { get; }

    /// <summary>What was done in it, as a part of that.</summary>
    public IReadOnlyList<double> ShareAt { get; }

    /// <summary>Figures of each phase, from the window <see cref="Settling"/> on.</summary>
    public IReadOnlyList<PhaseFigures> Phases { get; }

    /// <summary>What was done from then on, as a part of what the best fixed number for all of it would have done.</summary>
    public double Share => _load.AgainstBest(Settling);

    /// <summary>How often the number changed from a window on.</summary>
    public int Changes(int from) => _load.Changes(from);
}

/// <param name="Name">The phase.</param>
/// <param name="Best">The fixed number of workers that would have done the most in it.</param>
/// <param name="Chosen">The median of the numbers that the policy chose.</param>
/// <param name="Share">What was done, as a part of what the best would have done.</param>
internal sealed record PhaseFigures(string Name, int Best, double Chosen, double Share);
