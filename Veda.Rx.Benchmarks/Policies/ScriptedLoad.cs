namespace Veda.Rx.Benchmarks.Policies;

/// <summary>A scheduler in virtual time: each window has the work that a script says, and the policy decides behind it.</summary>
/// <param name="processors">The machine's.</param>
/// <param name="script">The work in a window, by the window's number.</param>
/// <param name="noise">By how much measurements are off at most, as a part of them.</param>
internal sealed class ScriptedLoad(int processors, Func<int, WorkModel> script, double noise = 0.05)
{
    public const int MaxWorkers = 256;

    private static readonly TimeSpan s_window = TimeSpan.FromMilliseconds(5);

    public int MinWorkers { get; init; } = 1;

    /// <summary>What was done in each window.</summary>
    public List<double> Done { get; } = [];

    /// <summary>With how many workers.</summary>
    public List<int> Workers { get; } = [];

    public List<string> Reasons { get; } = [];

    public ScriptedLoad Run(ISchedulingPolicy policy, int windows, int seed = 1)
    {
        var random = new Random(seed);
        var decision = new SchedulingDecision(Math.Clamp(processors, MinWorkers, MaxWorkers), "to begin with");
        for (var window = 0; window < windows; window++)
        {
            var (workers, model) = (decision.Workers, script(window));
            double Measured(double value) => value * (1 + (noise * ((2 * random.NextDouble()) - 1)));
            Workers.Add(workers);
            Done.Add(model.Throughput(workers));
            decision = policy.Decide(
                new LoadStatistics
                {
                    Window = s_window,
                    Workers = workers,
                    MinWorkers = MinWorkers,
                    MaxWorkers = MaxWorkers,
                    Processors = processors,
                    Busy = Math.Min(workers, Measured(model.Busy?.Invoke(workers) ?? workers)),
                    ProcessorsUsed = Math.Min(processors, Measured(model.ProcessorsUsed(workers))),
                    Blocked = 0,
                    HasQueue = (model.Busy?.Invoke(workers + 1) ?? workers + 1) > workers,   // one more would find something
                    Completed = (long)Measured(model.Throughput(workers) * s_window.TotalSeconds),
                },
                decision);
            decision = decision with { Workers = Math.Clamp(decision.Workers, MinWorkers, MaxWorkers) };
            Reasons.Add($"{window}: {workers} -> {decision}");
        }
        return this;
    }

    /// <summary>What was done from a window on, as a part of what the best fixed number of workers would have done.</summary>
    public double AgainstBest(int from = 0) => AgainstBest([.. Enumerable.Range(from, Done.Count - from)]);

    /// <summary>The same in some windows; all where there was nothing to do.</summary>
    public double AgainstBest(IReadOnlyList<int> windows)
    {
        var best = InAll(windows, Best(windows));
        return best > 0 ? windows.Sum(window => Done[window]) / best : 1;
    }

    /// <summary>The fixed number of workers that would have done the most in some windows; of several the least.</summary>
    public int Best(IReadOnlyList<int> windows) => Enumerable.Range(MinWorkers, MaxWorkers - MinWorkers + 1).MaxBy(workers => InAll(windows, workers));

    /// <summary>How often the number changed from a window on.</summary>
    public int Changes(int from) => Workers.Skip(from).Zip(Workers.Skip(from + 1)).Count(pair => pair.First != pair.Second);

    private double InAll(IReadOnlyList<int> windows, int workers) => windows.Sum(window => script(window).Throughput(workers));
}
