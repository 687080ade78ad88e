namespace Veda.Rx.Benchmarks.Policies;

/// <summary>A scheduler in virtual time: each window has the work that a script says, and the policy decides behind it.</summary>
/// <param name="processors">The machine's.</param>
/// <param name="script">The work in a window, by the window's number.</param>
/// <param name="noise">By how much measurements are off at most, as a part of them.</param>
internal sealed class ScriptedLoad(int processors, Func<int, WorkModel> script, double noise = 0.05)
{
    public const int MaxWorkers = 256;

    /// <summary>How many windows one may be as long as while processor time stands still.</summary>
    private const int Longest = 10;

    private static readonly TimeSpan s_window = TimeSpan.FromMilliseconds(5);

    public int MinWorkers { get; init; } = 1;

    /// <summary>How often the system adds up processor time; zero for a clock that knows it at any moment. Linux does so every 1 to 10 ms, Windows every 15.6.</summary>
    public TimeSpan Tick { get; init; }

    /// <summary>What was done in each window.</summary>
    public List<double> Done { get; } = [];

    /// <summary>With how many workers.</summary>
    public List<int> Workers { get; } = [];

    public List<string> Reasons { get; } = [];

    public ScriptedLoad Run(ISchedulingPolicy policy, int windows, int seed = 1)
    {
        var random = new Random(seed);
        var decision = new SchedulingDecision(Math.Clamp(processors, MinWorkers, MaxWorkers), "to begin with");
        var begun = 0;
        for (var window = 0; window < windows; window++)
        {
            var (workers, model) = (decision.Workers, script(window));
            double Measured(double value) => value * (1 + (noise * ((2 * random.NextDouble()) - 1)));
            Workers.Add(workers);
            Done.Add(model.Throughput(workers));
            var length = window + 1 - begun;
            var addedUp = AddedUp(begun, length);
            if (addedUp == 0 && length < Longest)
                continue;   // as a scheduler keeps its window open
            begun = window + 1;
            decision = policy.Decide(
                new LoadStatistics
                {
                    Window = length * s_window,
                    Workers = workers,
                    MinWorkers = MinWorkers,
                    MaxWorkers = MaxWorkers,
                    Processors = processors,
                    Busy = Math.Min(workers, Measured(model.Busy?.Invoke(workers) ?? workers)),
                    ProcessorsUsed = Math.Min(processors, Measured(model.ProcessorsUsed(workers))) * addedUp,
                    Blocked = 0,
                    HasQueue = (model.Busy?.Invoke(workers + 1) ?? workers + 1) > workers,   // one more would find something
                    Completed = (long)Measured(model.Throughput(workers) * length * s_window.TotalSeconds),
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
        var work = Work(windows);
        var best = InAll(work, Best(work));
        return best > 0 ? windows.Sum(window => Done[window]) / best : 1;
    }

    /// <summary>The fixed number of workers that would have done the most in some windows; of several the least.</summary>
    public int Best(IReadOnlyList<int> windows) => Best(Work(windows));

    /// <summary>How often the number changed from a window on.</summary>
    public int Changes(int from) => Workers.Skip(from).Zip(Workers.Skip(from + 1)).Count(pair => pair.First != pair.Second);

    /// <summary>How much of the processor time of some windows on end is added up within them, as a part of it.</summary>
    private double AddedUp(int first, int count) =>
        Tick > TimeSpan.Zero ? (Math.Floor((first + count) * (s_window / Tick)) - Math.Floor(first * (s_window / Tick))) * (Tick / (count * s_window)) : 1;

    private int Best(KeyValuePair<WorkModel, int>[] work) => Enumerable.Range(MinWorkers, MaxWorkers - MinWorkers + 1).MaxBy(workers => InAll(work, workers));

    /// <summary>What there is to do in some windows, and in how many of them: mostly the same in many.</summary>
    private KeyValuePair<WorkModel, int>[] Work(IReadOnlyList<int> windows) => [.. windows.Select(script).CountBy(model => model)];

    private static double InAll(KeyValuePair<WorkModel, int>[] work, int workers) => work.Sum(part => part.Value * part.Key.Throughput(workers));
}
