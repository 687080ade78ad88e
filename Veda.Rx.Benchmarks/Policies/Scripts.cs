namespace Veda.Rx.Benchmarks.Policies;

/// <summary>The scripted loads that the adaptive policy is held to.</summary>
internal static class Scripts
{
    /// <summary>All of them for a machine with so many processors.</summary>
    public static IReadOnlyList<Script> For(int processors) =>
    [
        Step(processors), Sawtooth(processors), Bursts(processors), Turns(processors, 60), Trap(processors), .. Steady(processors),
    ];

    /// <summary>Work that stays the same.</summary>
    public static IReadOnlyList<Script> Steady(int processors) =>
    [
        Same("computing", WorkModel.Computing(processors)),
        Same("waiting-20", WorkModel.Waiting(processors, 0.2)),
        Same("waiting-50", WorkModel.Waiting(processors, 0.5)),
        Same("waiting-90", WorkModel.Waiting(processors, 0.9)),
        Same("waiting-99", WorkModel.Waiting(processors, 0.99)),
        Same("contended-little", WorkModel.Contended(processors, 0.02, 0.0005)),
        Same("contended-much", WorkModel.Contended(processors, 0.3, 0.1)),
        Same("locked", WorkModel.Locked(processors, 0.9)),
        Same("locked-in-part", WorkModel.Locked(processors, 0.25)),
        Same("scarce", WorkModel.Scarce(processors, 0.7 * processors)),
    ];

    /// <summary>From computing to waiting and back.</summary>
    public static Script Step(int processors) => new("step", [Computing(processors, 200), Waiting(processors, 0.9, 200), Computing(processors, 200)]);

    /// <summary>More and more waiting, and suddenly none.</summary>
    public static Script Sawtooth(int processors) => new("sawtooth", Times(6, new Phase("tooth", 100, window => WorkModel.Waiting(processors, 0.95 * window / 100))));

    /// <summary>Work that waits, and pauses that are as long.</summary>
    public static Script Bursts(int processors) => new("bursts", Times(30, Waiting(processors, 0.8, 10), new Phase("nothing", 10, _ => WorkModel.Nothing)));

    /// <summary>Work that waits and computes in turns.</summary>
    public static Script Turns(int processors, int period) => new("turns", Times(300 / period, Waiting(processors, 0.9, period), Computing(processors, period)));

    /// <summary>Each number of workers looks best until it is tried.</summary>
    public static Script Trap(int processors)
    {
        var home = WorkModel.Computing(processors);
        return Same("trap", new WorkModel(
            workers => home.Throughput(workers) * (workers == processors ? 1 : 0.5),
            workers => workers == processors ? 0.5 * processors : Math.Min(workers, processors)));
    }

    private static Script Same(string name, WorkModel work) => new(name, [Always(name, 500, work)]);

    private static Phase Computing(int processors, int windows) => Always("computing", windows, WorkModel.Computing(processors));

    private static Phase Waiting(int processors, double waiting, int windows) => Always($"waiting {100 * waiting:0} %", windows, WorkModel.Waiting(processors, waiting));

    private static Phase Always(string name, int windows, WorkModel work) => new(name, windows, _ => work);

    private static Phase[] Times(int times, params Phase[] phases) => [.. Enumerable.Repeat(phases, times).SelectMany(phase => phase)];
}
