using System.Diagnostics;

namespace Veda.Rx.Benchmarks.Harness;

/// <summary>One way to do a workload. Knows how to run, to take its own time and to notice a wrong answer.</summary>
internal abstract class Contender(string name, Role role)
{
    public string Name => name;

    public Role Role => role;

    /// <summary>Runs <paramref name="repeats"/> times and returns time and allocation per run.</summary>
    /// <exception cref="WrongAnswerException">The last run's answer is not the workload's answer.</exception>
    public abstract Sample Measure(int repeats);
}

/// <inheritdoc/>
internal sealed class Contender<TAnswer>(string name, Role role, Func<TAnswer> run, Action<Contender, TAnswer> check) : Contender(name, role)
{
    public override Sample Measure(int repeats)
    {
        var bytes = GC.GetTotalAllocatedBytes(precise: true);
        var start = Stopwatch.GetTimestamp();
        var answer = run();
        for (var done = 1; done < repeats; done++)
            answer = run();
        var elapsed = Stopwatch.GetElapsedTime(start);
        bytes = GC.GetTotalAllocatedBytes(precise: true) - bytes;
        check(this, answer);
        return new Sample(elapsed.TotalMilliseconds / repeats, (double)bytes / repeats, []);
    }
}
