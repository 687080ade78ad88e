using System.Reactive.Disposables;
using FsCheck;
using FsCheck.Fluent;
using Xunit;

namespace Veda.Rx.Tests.Equivalence;

/// <summary>Whatever the pipeline, the settings and the scheduler: observers see what LINQ shows.</summary>
public class EquivalenceTests
{
    private static readonly TimeSpan s_patience = TimeSpan.FromSeconds(10);

    [Fact]
    public void EnumeratingGivesWhatLinqGives() => Check(Arb(Worker.Real, Worker.Inline), (pipeline, expected) =>
        pipeline.AssertSame(expected, Outcome.Of(Lazy(() => pipeline.Veda().ToEnumerable()))));

    [Fact]
    public void AnObserverSeesWhatLinqShows() => Check(Arb(Worker.Real, Worker.Inline), (pipeline, expected) =>
    {
        var probe = new Probe();
        pipeline.Veda().Subscribe(probe);
        pipeline.AssertSame(expected, Seen(probe));
        Assert.Null(probe.Violation);
    });

    [Fact]
    public void AnObserverThatDisposesHearsNothingMore() => Check(Arb(Worker.Real), (pipeline, expected) =>
    {
        if (pipeline.Source.PushesInSubscribe)
            return;   // its subscription does not return, so there is nothing to dispose of yet
        var probe = new Probe(stopAfter: expected.Elements.Length / 2 + 1);
        using var started = new ManualResetEventSlim();
        var subscription = new SingleAssignmentDisposable();
        probe.Subscription = Disposable.Create(() =>
        {
            started.Wait();   // the first elements can be faster than the assignment
            subscription.Dispose();
        });
        subscription.Disposable = pipeline.Veda().Subscribe(probe);
        started.Set();
        var actual = Seen(probe);
        Assert.Null(probe.Violation);
        if (pipeline.Ordered)
            Assert.Equal(expected.Elements.Take(actual.Elements.Length), actual.Elements);
    });

    private static Outcome Seen(Probe probe) => probe.Ended.WaitAsync(s_patience).GetAwaiter().GetResult();

    private static Arbitrary<Pipeline> Arb(params Worker[][] workers) => Pipeline.Arbitrary([.. workers.SelectMany(w => w)]);

    private static IEnumerable<int> Lazy(Func<IEnumerable<int>> make)
    {
        foreach (var item in make())
            yield return item;
    }

    private static void Check(Arbitrary<Pipeline> pipelines, Action<Pipeline, Outcome> property) =>
        Prop.ForAll(pipelines, pipeline => property(pipeline, Outcome.Of(pipeline.Linq()))).Check(Config.QuickThrowOnFailure.WithMaxTest(1000).WithQuietOnSuccess(true));
}
