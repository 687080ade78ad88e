using Veda.Rx.Benchmarks.Workloads;

namespace Veda.Rx.Benchmarks.Harness;

/// <summary><c>scaling-child NAME</c>: measures one workload with growing numbers of workers in this process.</summary>
internal static class ScalingChild
{
    public const string Verb = "scaling-child";

    /// <summary>A machine with more cores gets more to do, or a run would be over before all of them have begun.</summary>
    private const int CoresPerSize = 4;

    private const int MostSizes = 4;

    /// <summary>The probe's copies, one for each thread, are a part of the data.</summary>
    private const int ProbePart = 4;

    public static int Run(string name, string[] args)
    {
        var options = ScalingOptions.Parse(args);
        var entry = Catalogue.All.Single(e => e.Name == name);
        var cores = Environment.ProcessorCount;
        var size = options.Quick ? entry.QuickSize : entry.Size * Math.Clamp(cores / CoresPerSize, 1, MostSizes);
        var workers = ScalingCurve.WorkerCounts(cores);
        var runtimes = workers.Select(count => new VedaRuntime(new VedaOptions { Workers = count, IdleTimeout = TimeSpan.FromHours(1) })).ToArray();
        try
        {
            using (var rehearsal = entry.Create(entry.QuickSize))
                WarmUp.Run([Veda(rehearsal)], options.Quick);
            using var probed = entry.Create(Math.Max(entry.QuickSize, size / ProbePart));
            using var workload = entry.Create(size);
            var (times, ceilings) = Measure(Veda(workload), new ParallelCeiling(probed, cores), workers, runtimes, options.Rounds);
            Json.Write(options.JsonFile!, ScalingCurve.Of(name, size, workers, times, ceilings));
            return ExitCode.Success;
        }
        catch (WrongAnswerException wrong)
        {
            Console.Error.WriteLine($"{name}: WRONG ANSWER. {wrong.Message}");
            return ExitCode.WrongAnswer;
        }
        finally
        {
            foreach (var runtime in runtimes)
                runtime.Dispose();
        }
    }

    private static Contender Veda(Workload workload) => workload.Contenders.Single(contender => contender.Role == Role.Veda);

    /// <summary>The first round, which is one more, only starts the threads and warms up.</summary>
    private static (double[][] Times, double[][] Ceilings) Measure(
        Contender veda, ParallelCeiling ceiling, IReadOnlyList<int> workers, VedaRuntime[] runtimes, int rounds)
    {
        var times = workers.Select(_ => new double[rounds]).ToArray();
        var ceilings = workers.Select(_ => new double[rounds]).ToArray();
        for (var round = -1; round < rounds; round++)
        {
            for (var turn = 0; turn < workers.Count; turn++)
            {
                var at = (turn + round + 1) % workers.Count;
                var time = Time(veda, runtimes[at]);
                if (round < 0)
                    continue;
                times[at][round] = time;
                ceilings[at][round] = ceiling.Measure(workers[at]);
            }
        }
        return (times, ceilings);
    }

    private static double Time(Contender veda, VedaRuntime runtime)
    {
        GC.Collect();
        GC.WaitForPendingFinalizers();
        using (VedaRuntime.Use(runtime.Scheduler))
            return veda.Measure(repeats: 1).Milliseconds;
    }
}
