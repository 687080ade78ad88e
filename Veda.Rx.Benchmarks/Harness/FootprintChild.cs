using System.Diagnostics;
using System.Globalization;
using System.Reactive.Concurrency;

namespace Veda.Rx.Benchmarks.Harness;

/// <summary><c>footprint-child WORKERS FILE</c>: starts a runtime in this process, uses it, and writes what it cost.</summary>
internal static class FootprintChild
{
    public const string Verb = "footprint-child";

    /// <summary>How many streams the growth is measured over.</summary>
    public const int Streams = 20_000;

    /// <summary>The last of them counts: by then all code is in the JIT's last tier.</summary>
    private const int Passes = 10;

    private static readonly TimeSpan s_tieringPause = TimeSpan.FromMilliseconds(300);
    private static readonly TimeSpan s_idle = TimeSpan.FromSeconds(4);

    public static int Run(string workers, string file)
    {
        var count = int.Parse(workers, CultureInfo.InvariantCulture);
        WorkingSet();   // what measuring itself needs
        var before = WorkingSet();
        using var runtime = new VedaRuntime(new VedaOptions { Workers = count });
        StartWorkers(runtime.Scheduler, count);
        var started = WorkingSet() - before;

        long used = 0, grown = 0;
        for (var pass = 0; pass < Passes; pass++)
        {
            RunStreams(runtime.Scheduler);
            Thread.Sleep(s_tieringPause);
            var now = WorkingSet();
            (used, grown) = (now, now - used);
        }

        Json.Write(file, new Footprint(count, started, grown, IdleCpu()));
        return ExitCode.Success;
    }

    /// <summary>Gives every worker an action that ends when all of them have one.</summary>
    private static void StartWorkers(IScheduler scheduler, int count)
    {
        using var met = new Barrier(count + 1);
        for (var worker = 0; worker < count; worker++)
            scheduler.Schedule(() => met.SignalAndWait());
        met.SignalAndWait();
    }

    private static void RunStreams(IScheduler scheduler)
    {
        for (var stream = 0; stream < Streams; stream++)
        {
            if (VedaStream.Range(0, 1_000).On(scheduler).Filter(x => x % 2 == 0).Map(x => x + 1L).Sum().Wait() != 250_000)
                throw new WrongAnswerException("a stream's sum is wrong");
        }
    }

    private static double IdleCpu()
    {
        Thread.Sleep(s_tieringPause);
        using var process = Process.GetCurrentProcess();
        var spent = process.TotalProcessorTime;
        var start = Stopwatch.GetTimestamp();
        Thread.Sleep(s_idle);
        process.Refresh();
        return (process.TotalProcessorTime - spent) / Stopwatch.GetElapsedTime(start);
    }

    /// <summary>What of this process is in memory, garbage and spare heap given back first.</summary>
    private static long WorkingSet()
    {
        GC.Collect(GC.MaxGeneration, GCCollectionMode.Aggressive, blocking: true, compacting: true);
        GC.WaitForPendingFinalizers();
        using var process = Process.GetCurrentProcess();
        return process.WorkingSet64;
    }
}
