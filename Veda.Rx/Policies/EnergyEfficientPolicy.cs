namespace Veda.Rx.Policies;

/// <summary>As few workers as keep up.</summary>
internal sealed class EnergyEfficientPolicy : ISchedulingPolicy
{
    /// <summary>For how many windows something must hold before it counts.</summary>
    private const int Patience = 4;

    public TimeSpan BatchCost => TimeSpan.FromMicroseconds(200);

    public SchedulingDecision Decide(LoadStatistics load, SchedulingDecision last)
    {
        var most = Math.Clamp(load.Processors, load.MinWorkers, load.MaxWorkers);
        var seen = last.Memory as Trend ?? Trend.None;
        if (load.IsFull && load.HasQueue)
            seen = new Trend(Math.Max(seen.Windows, 0) + 1, 0);
        else if (load.Busy < load.Workers - 1)
            seen = new Trend(Math.Min(seen.Windows, 0) - 1, Math.Max(seen.Busiest, load.Busy));
        else
            seen = Trend.None;
        return seen.Windows switch
        {
            _ when load.Workers > most => new(most, $"no more than the {load.Processors} processors"),
            >= Patience when load.Workers < most => new(load.Workers + 1, $"all {load.Workers} busy and actions waiting for {Patience} windows"),
            <= -Patience when load.Workers > load.MinWorkers =>
                new(Math.Max(load.MinWorkers, (int)Math.Ceiling(seen.Busiest)), $"no more than {seen.Busiest:0.#} of {load.Workers} busy for {Patience} windows"),
            _ => last with { Memory = seen },
        };
    }

    /// <param name="Windows">For how many windows there were too few workers, or minus for how many there were too many.</param>
    /// <param name="Busiest">The most that were busy in the latter.</param>
    private sealed record Trend(int Windows, double Busiest)
    {
        public static Trend None { get; } = new(0, 0);
    }
}
