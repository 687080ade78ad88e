using System.Reactive.Concurrency;
using System.Reactive.Disposables;
using System.Reactive.Linq;
using Veda.Rx.Tests.Equivalence;
using Xunit;

namespace Veda.Rx.Tests.Guarantees;

/// <summary>Guarantee 2: OnNext* (OnError | OnCompleted)?, never overlapping, nothing after the terminal or after Dispose has returned.</summary>
public sealed class RxGrammarTests
{
    [Fact]
    public async Task Every_edge_between_streams_keeps_it()
    {
        foreach (var worker in Worker.Real.Where(w => Exclusions.ReasonForEdges(w) is null))
        {
            foreach (var bad in new[] { -1, 0, 1500 })
            {
                var first = new Edge<int>(VedaStream.Range(0, 3000).On(worker.Scheduler()).Map(x => x == bad ? throw new IOException() : x));
                var second = new Edge<int>(first.ToVeda(64).On(worker.Scheduler()).Filter(x => x % 2 == 0).FlatMap(x => new[] { x, x }));
                var third = new Edge<int>(second.ToVeda(7).Unordered().Map(x => x + 1));
                var witness = new Witness<int>();
                using var run = third.ToVeda().Scan((a, b) => a ^ b).On(worker.Scheduler()).Subscribe(witness);
                await witness.Ended.InTime();
                Assert.All([first.Violation, second.Violation, third.Violation, witness.Violation], Assert.Null);
                Assert.Equal(bad < 0, witness.Completed);
                Assert.Equal(bad >= 0, witness.Error is IOException);
            }
        }
    }

    [Fact]
    public void Every_edge_of_generated_pipelines_keeps_it() => EveryEdgeKeepsIt(Element.Ints, 250);

    [Fact]
    public void Every_edge_of_generated_pipelines_of_references_keeps_it() => EveryEdgeKeepsIt(Element.Strings, 100);

    private static void EveryEdgeKeepsIt<T>(Element<T> element, int cases) => Property.ForAll(element, cases, Worker.All, Exclusions.ReasonForEdges, (pipeline, leases) =>
    {
        var edges = new List<Edge<T>>();
        var scheduler = pipeline.Worker.Scheduler();
        var stream = pipeline.On(scheduler, leases.Pool, stage =>
        {
            var edge = new Edge<T>(stage);
            edges.Add(edge);
            var capacity = 1 + pipeline.Point % 100;
            return new VedaStream<T>(edge.ToVeda(capacity).Flow, stage.Settings);
        });
        var seen = Consumption<T>.Observing.Start(stream);
        Worker.Drive(scheduler);
        pipeline.AssertSame(Outcome.Of(pipeline.Linq()), seen.InTime().GetAwaiter().GetResult());
        leases.AssertReturned();
        Worker.Settle(scheduler).GetAwaiter().GetResult();
        Assert.All(edges, edge => Assert.Null(edge.Violation));
    });

    [Fact]
    public async Task Sources_that_break_it_from_many_threads_are_put_in_order()
    {
        for (var round = 0; round < 30; round++)
        {
            foreach (var policy in Enum.GetValues<OverflowPolicy>())
            {
                var rogue = new Rogue();
                var witness = new Witness<int>();
                using var run = rogue.ToVeda(16, policy).Map(x => x).Subscribe(witness);
                await rogue.Over.InTime();
                await witness.Ended.InTime();
                Assert.Null(witness.Violation);
                Assert.NotEqual(witness.Completed, witness.Error is not null);
                Assert.Equal(witness.Items.Count, witness.Items.Distinct().Count());
            }
        }
    }

    [Fact]
    public async Task Nothing_follows_a_dispose_inside_OnNext()
    {
        foreach (var worker in Worker.Real)
        {
            foreach (var last in new[] { 1, 2, 3, 1023, 1024, 1025, 4000 })
            {
                var subscription = new SingleAssignmentDisposable();
                var disposed = new TaskCompletionSource();
                Witness<int> witness = null!;
                witness = new Witness<int>(_ =>
                {
                    if (witness.Items.Count != last)
                        return;
                    subscription.Dispose();
                    witness.Disposed();
                    disposed.SetResult();
                });
                // Begins only when the handle is there to be disposed of.
                var start = new TaskCompletionSource();
                subscription.Disposable = After(start.Task, 5000).ToVeda().On(worker.Scheduler()).Map(x => x).Subscribe(witness);
                start.SetResult();
                await disposed.Task.InTime();
                await Worker.Settle(worker.Scheduler());
                Assert.Null(witness.Violation);
                Assert.Equal(Enumerable.Range(0, last), witness.Items);
            }
        }
    }

    [Fact]
    public async Task Nothing_follows_a_dispose_that_has_returned_on_the_observing_thread()
    {
        using var loop = new EventLoopScheduler();
        using var endless = new Endless();
        for (var round = 0; round < 50; round++)
        {
            var heard = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
            var witness = new Witness<int>(_ => heard.TrySetResult());
            var run = endless.Numbers().ToVeda().Map(x => x).On(loop).Subscribe(witness);
            await heard.Task.InTime();
            var disposed = new TaskCompletionSource();
            loop.Schedule(() =>
            {
                run.Dispose();
                witness.Disposed();
                disposed.SetResult();
            });
            await disposed.Task.InTime();
            await Worker.Settle(loop);
            Assert.Null(witness.Violation);
        }
    }

    [Fact]
    public async Task A_single_result_keeps_it()
    {
        foreach (var fails in new[] { false, true })
        {
            var witness = new Witness<int>();
            using var run = VedaStream.Range(0, 5000).Map(x => fails && x == 4000 ? throw new IOException() : 1).Sum().Subscribe(witness);
            await witness.Ended.InTime();
            Assert.Null(witness.Violation);
            Assert.Equal(fails ? 1 : 2, witness.Notifications);
            Assert.Equal(fails ? [] : [5000], witness.Items);
        }
    }

    private static async IAsyncEnumerable<int> After(Task start, int count)
    {
        await start;
        for (var i = 0; i < count; i++)
            yield return i;
    }

    /// <summary>Pushes from several threads at the same time, ends in the middle in several ways, and goes on.</summary>
    private sealed class Rogue : IObservable<int>
    {
        private int _next;

        public Task Over { get; private set; } = Task.CompletedTask;

        public IDisposable Subscribe(IObserver<int> observer)
        {
            Over = Task.WhenAll(Enumerable.Range(0, 6).Select(n => Patience.OnThread(() =>
            {
                for (var i = 0; i < 300; i++)
                {
                    observer.OnNext(Interlocked.Increment(ref _next));
                    if (i == 200 && n == 1)
                        observer.OnCompleted();
                    if (i == 200 && n == 2)
                        observer.OnError(new IOException());
                }
            })));
            return Disposable.Empty;
        }
    }
}
