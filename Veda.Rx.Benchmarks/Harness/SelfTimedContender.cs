namespace Veda.Rx.Benchmarks.Harness;

/// <summary>A contender that says itself how long it took. Its workload runs once in a measurement.</summary>
internal sealed class SelfTimedContender<TAnswer>(string name, Role role, Func<Timed<TAnswer>> run, Action<Contender, TAnswer> check)
    : Contender(name, role)
{
    public override Sample Measure(int repeats)
    {
        var bytes = GC.GetTotalAllocatedBytes(precise: true);
        var timed = run();
        bytes = GC.GetTotalAllocatedBytes(precise: true) - bytes;
        check(this, timed.Answer);
        return new Sample(timed.Milliseconds, bytes, timed.Parts);
    }
}
