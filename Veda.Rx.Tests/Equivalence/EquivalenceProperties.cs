using System.Reactive.Concurrency;
using System.Reactive.Disposables;
using Veda.Rx.Tests.Guarantees;
using Veda.Rx.Tests.VirtualTime;
using Xunit;

namespace Veda.Rx.Tests.Equivalence;

/// <summary>Whatever the pipeline, the settings and the scheduler: consumers see what LINQ shows, or the beginning of it.</summary>
public abstract class EquivalenceProperties<T>
{
    private readonly Element<T> _element;
    private readonly int _cases;

    private protected EquivalenceProperties(Element<T> element, int cases)
    {
        _element = element;
        _cases = cases;
    }

    [Fact]
    public void EnumeratingGivesWhatLinqGives() => AConsumerSeesWhatLinqShows(Consumption<T>.Enumerating);

    [Fact]
    public void AnObserverSeesWhatLinqShows() => AConsumerSeesWhatLinqShows(Consumption<T>.Observing);

    [Fact]
    public void AwaitingEveryElementGivesWhatLinqGives() => AConsumerSeesWhatLinqShows(Consumption<T>.Awaiting);

    [Fact]
    public void AChannelGivesWhatLinqGives() => AConsumerSeesWhatLinqShows(Consumption<T>.Channelling);

    [Fact]
    public void AnEnumerationThatIsLeftHasSeenTheBeginning() => ForAll(Worker.All, Exclusions.ReasonForWaiting, (pipeline, leases) =>
    {
        var wanted = pipeline.Point + 1;
        var expected = Outcome.Of(pipeline.Linq().Take(wanted));
        Check(new("foreach that breaks", stream => Task.FromResult(Outcome.Of(stream.ToEnumerable().Take(wanted)))));
        Check(new("await foreach that breaks", stream => Outcome.Of(stream.AsAsyncEnumerable().Take(wanted))) { HasThreads = true });

        void Check(Consumption<T> consumption)
        {
            if (Exclusions.Reason(pipeline, consumption) is not null)
                return;
            var scheduler = pipeline.Worker.Scheduler();
            var actual = Seen(scheduler, () => consumption.Start(pipeline.On(scheduler, leases.Pool)));
            if (pipeline.Ordered)
                Assert.Equal(expected, actual);
            else
                pipeline.AssertBeginning(expected, actual);
        }
    });

    [Fact]
    public void ATerminalGivesWhatLinqGives() => ForAll(Worker.All, Exclusions.ReasonForWaiting, (pipeline, leases) =>
    {
        var expected = pipeline.Terminal.Linq(pipeline.Linq());
        var scheduler = pipeline.Worker.Scheduler();
        var stream = pipeline.On(scheduler, leases.Pool);
        pipeline.AssertSameResult(expected, pipeline.Terminal.Wait(stream));
        foreach (var start in new[] { () => pipeline.Terminal.Task(pipeline.On(scheduler, leases.Pool)), () => pipeline.Terminal.Observe(pipeline.On(scheduler, leases.Pool)) })
            pipeline.AssertSameResult(expected, Seen(scheduler, start));
    });

    [Fact]
    public void ACancelledRunShowsTheBeginning() => ForAll(Worker.All, null, (pipeline, leases) =>
    {
        var expected = Outcome.Of(pipeline.Linq());
        foreach (var consumption in Consumption<T>.All.Where(consumption => Exclusions.Reason(pipeline, consumption) is null))
        {
            Cancelled(pipeline, leases, (scheduler, stream, token) =>
            {
                var actual = Seen(scheduler, () => consumption.Start(stream.WithCancellation(token)));
                if (actual.IsCancelledBy(token))
                    pipeline.AssertBeginning(expected, actual);
                else
                    pipeline.AssertSame(expected, actual);
            });
        }
    });

    [Fact]
    public void ACancelledTerminalSaysSoOrHasItsResult() => ForAll(Worker.All, Exclusions.ReasonForWaiting, (pipeline, leases) =>
    {
        var expected = pipeline.Terminal.Linq(pipeline.Linq());
        Cancelled(pipeline, leases, (_, stream, token) => Check(pipeline.Terminal.Wait(stream, token), token));
        Cancelled(pipeline, leases, (scheduler, stream, token) => Check(Seen(scheduler, () => pipeline.Terminal.Task(stream, token)), token));

        void Check(Outcome<object?> actual, CancellationToken token)
        {
            if (!actual.IsCancelledBy(token))
                pipeline.AssertSameResult(expected, actual);
        }
    });

    [Fact]
    public void AnObserverThatDisposesHearsNothingMore() => ForAll(Worker.Real, Exclusions.ReasonForDisposal, (pipeline, leases) =>
    {
        var expected = Outcome.Of(pipeline.Linq());
        using var started = new ManualResetEventSlim();
        var subscription = new SingleAssignmentDisposable();
        Probe<T> probe = null!;
        probe = new Probe<T>(count =>
        {
            if (count != expected.Elements.Length / 2 + 1)
                return;
            started.Wait();   // the first elements can be faster than the assignment
            subscription.Dispose();
            probe.Disposed();
        });
        var scheduler = pipeline.Worker.Scheduler();
        subscription.Disposable = pipeline.On(scheduler, leases.Pool).Subscribe(probe);
        started.Set();
        var actual = probe.Ended.InTime().GetAwaiter().GetResult();
        pipeline.AssertBeginning(expected, actual);
        if (actual.End != Probe<T>.Silenced)
            pipeline.AssertSame(expected, actual);
        leases.AssertReturned();
        Worker.Settle(scheduler).GetAwaiter().GetResult();
        Assert.Null(probe.Violation);
    });

    [Fact]
    public void ARunThatIsDisposedShowsTheBeginningAndFallsSilent() => ForAll(Worker.Real, null, (pipeline, leases) =>
    {
        var expected = Outcome.Of(pipeline.Linq());
        var scheduler = pipeline.Worker.Scheduler();
        var probe = new Probe<T>();
        var subscription = new SingleAssignmentDisposable();
        subscription.Disposable = Interrupted(pipeline, subscription.Dispose).On(scheduler, leases.Pool).Subscribe(probe);
        Patience.Until(() => probe.Ended.IsCompleted || subscription.IsDisposed, "the run neither ended nor was disposed of");
        leases.AssertReturned();
        Worker.Settle(scheduler).GetAwaiter().GetResult();
        Assert.Null(probe.Violation);
        pipeline.AssertBeginning(expected, probe.Heard);
        if (probe.Heard.End != Probe<T>.Silenced)
            pipeline.AssertSame(expected, probe.Heard);
    });

    private void AConsumerSeesWhatLinqShows(Consumption<T> consumption) => ForAll(Worker.All, pipeline => Exclusions.Reason(pipeline, consumption), (pipeline, leases) =>
    {
        var scheduler = pipeline.Worker.Scheduler();
        pipeline.AssertSame(Outcome.Of(pipeline.Linq()), Seen(scheduler, () => consumption.Start(pipeline.On(scheduler, leases.Pool))));
    });

    /// <summary>Runs a pipeline whose token is cancelled in the middle of it.</summary>
    private static void Cancelled(Pipeline<T> pipeline, Leases leases, Action<IScheduler, VedaStream<T>, CancellationToken> run)
    {
        var cancel = new CancellationTokenSource();   // not disposed of: a delegate that runs ahead may cancel it when the run is over
        var scheduler = pipeline.Worker.Scheduler();
        run(scheduler, Interrupted(pipeline, cancel.Cancel).On(scheduler, leases.Pool), cancel.Token);
    }

    /// <summary>Has something happen in the middle of a run: in a delegate, or at the same time on another thread.</summary>
    private static Pipeline<T> Interrupted(Pipeline<T> pipeline, Action what)
    {
        if (pipeline.Point % 4 != 0)
            return pipeline.Calling(what);
        ThreadPool.UnsafeQueueUserWorkItem(_ => what(), null);
        return pipeline;
    }

    private static TSeen Seen<TSeen>(IScheduler scheduler, Func<Task<TSeen>> start)
    {
        var seen = start();
        Worker.Drive(scheduler);
        return seen.InTime().GetAwaiter().GetResult();
    }

    private void ForAll(Worker[] workers, Func<Pipeline<T>, string?>? reason, Action<Pipeline<T>, Leases> holds) =>
        Property.ForAll(_element, _cases, workers, reason, holds);
}
