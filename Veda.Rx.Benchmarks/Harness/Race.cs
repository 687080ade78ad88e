namespace Veda.Rx.Benchmarks.Harness;

/// <summary>Measures all contenders of a workload in interleaved rounds: A B C, B C A, C A B…</summary>
/// <remarks>
/// A machine that slows down or speeds up does so for a whole round, so contenders are compared within rounds:
/// a ratio is the median of the ratios of each round.
/// </remarks>
internal sealed class Race(Workload workload, int rounds)
{
    /// <summary>A measurement repeats short runs as often as the workload asks, unless that takes longer than this.</summary>
    private const double LongestMeasurementMs = 500;

    private const int CeilingThreads = 2;

    private readonly IReadOnlyList<Contender> _contenders = workload.Contenders;

    public WorkloadResult Run(string name, int size)
    {
        var ceiling = new ParallelCeiling(workload, CeilingThreads);
        var repeats = _contenders.Select(ChooseRepeats).ToArray();
        var samples = _contenders.Select(_ => new Sample[rounds]).ToArray();
        var ceilings = new double[rounds];
        for (var round = 0; round < rounds; round++)
        {
            ceilings[round] = ceiling.Measure(CeilingThreads);
            for (var turn = 0; turn < _contenders.Count; turn++)
            {
                var index = (turn + round) % _contenders.Count;
                samples[index][round] = MeasureSettled(_contenders[index], repeats[index]);
            }
        }
        return new WorkloadResult(name, size, rounds, Rounded(ceilings.Median()), [.. _contenders.Select((_, index) => Summarise(index, samples))]);
    }

    /// <summary>Also the contender's warm-up at full size.</summary>
    private int ChooseRepeats(Contender contender)
    {
        MeasureSettled(contender, repeats: 1);
        var single = MeasureSettled(contender, repeats: 1);
        var repeats = Math.Clamp((int)(LongestMeasurementMs / single.Milliseconds), 1, workload.Repeats);
        if (repeats > 1)
            MeasureSettled(contender, repeats);
        return repeats;
    }

    /// <summary>Starts from a collected heap, so that nobody pays for what the contender before has left.</summary>
    private static Sample MeasureSettled(Contender contender, int repeats)
    {
        GC.Collect();
        GC.WaitForPendingFinalizers();
        return contender.Measure(repeats);
    }

    private ContenderResult Summarise(int index, Sample[][] samples)
    {
        var veda = samples[_contenders.Index().Single(c => c.Item.Role == Role.Veda).Index];
        var own = samples[index];
        return new ContenderResult(
            _contenders[index].Name,
            _contenders[index].Role,
            Rounded(own.Median(s => s.Milliseconds)),
            Rounded(own.Min(s => s.Milliseconds)),
            Rounded(own.Median(s => s.Bytes)),
            Ratio(own, veda, s => s.Milliseconds),
            [.. workload.Parts.Select((part, at) => new PartResult(part, Rounded(own.Median(s => s.Parts[at])), Ratio(own, veda, s => s.Parts[at])))]);
    }

    private static double Ratio(Sample[] own, Sample[] veda, Func<Sample, double> time) =>
        Rounded(own.Zip(veda).Median(pair => time(pair.First) / time(pair.Second)));

    private static double Rounded(double value) => Math.Round(value, digits: 6);
}
