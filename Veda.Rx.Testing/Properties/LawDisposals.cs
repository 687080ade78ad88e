namespace Veda.Rx.Testing;

/// <summary>Runs that are disposed of: at each instant, or after each action where a seed decides, and inside each notification.</summary>
internal static class LawDisposals
{
    /// <summary>Of more instants than that, so many are taken, at equal distances.</summary>
    private const int MostInstants = 64;

    /// <summary>The runs, each to its end.</summary>
    /// <param name="lawCase">What to run.</param>
    /// <param name="whole">A run of it that was not disposed of.</param>
    public static IEnumerable<LawRun<T, TResult>> Of<T, TResult>(LawCase<T, TResult> lawCase, LawRun<T, TResult> whole)
    {
        var interrupted = whole.Scheduler is SeededTestScheduler seeded
            ? Some([.. Enumerable.Range(0, seeded.Steps + 1)]).Select(steps => new LawRun<T, TResult>(lawCase).Steps(steps))
            : Some([ReactiveTest.Subscribed, .. ((WatchedScheduler)whole.Scheduler).Instants.Where(time => time > ReactiveTest.Subscribed)]).Select(time => new LawRun<T, TResult>(lawCase).To(time));
        foreach (var run in interrupted)
        {
            run.Dispose();
            yield return run.ToEnd();
        }
        foreach (var count in Some([.. Enumerable.Range(1, whole.Observer.Messages.Count)]))
            yield return new LawRun<T, TResult>(lawCase, disposeInside: count).ToEnd();
    }

    private static IEnumerable<TInstant> Some<TInstant>(TInstant[] instants)
    {
        var distance = (instants.Length - 1) / MostInstants + 1;
        return instants.Where((_, i) => i % distance == 0);
    }
}
