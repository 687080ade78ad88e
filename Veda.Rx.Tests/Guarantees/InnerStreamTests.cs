using System.Reactive.Concurrency;
using System.Reactive.Linq;
using System.Reactive.Subjects;
using System.Runtime.CompilerServices;
using Veda.Rx.Tests.Equivalence;
using Veda.Rx.Tests.WorkStealing;
using Xunit;

namespace Veda.Rx.Tests.Guarantees;

/// <summary>Guarantee 8 for streams inside a stream: whatever ends the outer run ends the inner ones, also those that never give anything.</summary>
public sealed class InnerStreamTests
{
    [Theory, InlineData(0), InlineData(1)]
    public void What_a_live_inner_stream_gave_ahead_of_its_turn_is_shown_when_its_turn_comes(int milliseconds)
    {
        var time = new ManualTime();
        using var scheduler = new WorkStealingScheduler(new VedaOptions { Workers = 4, Time = time });
        using var first = new Subject<int>();
        using var second = new Subject<int>();
        var witness = new Witness<int>();
        using var run = new[] { 0, 1, 2 }.ToVeda().On(scheduler).WithBatch(1, 1).FlatMap(Inner).Subscribe(witness);
        Patience.Until(() => first.HasObservers && second.HasObservers, "the second is not read ahead");
        time.Advance(TimeSpan.FromMilliseconds(milliseconds));
        second.OnNext(1);
        Thread.SpinWait(500_000);   // by now its reader most likely waits for more; the element is due either way
        first.OnCompleted();
        Patience.Until(() => witness.Notifications > 0, "an element waits for the next of its sequence");
        Assert.Equal([1], witness.Items);
        second.OnCompleted();

        VedaStream<int> Inner(int i)
        {
            if (i > 0)
                return (i == 1 ? first : second).ToVeda();
            time.Advance(TimeSpan.FromMilliseconds(1));   // dear enough to wake helpers for
            return VedaStream.Empty<int>();
        }
    }

    [Theory, InlineData(2), InlineData(4)]
    public async Task Silent_sequences_ahead_do_not_keep_the_first_from_going_on(int parallelism)
    {
        const int count = 10_000;
        var begun = 0;
        var stream = VedaStream.Range(0, 10).WithBatch(1, 1).WithParallelism(parallelism).FlatMap(i =>
        {
            Interlocked.Increment(ref begun);
            return i == 0 ? Observable.Range(0, count, CurrentThreadScheduler.Instance) : Observable.Never<int>();
        });
        await Patience.OnThread(() =>
        {
            using var results = stream.ToEnumerable().GetEnumerator();
            Assert.True(results.MoveNext());
            Patience.Until(() => Volatile.Read(ref begun) > 1, "nothing is read ahead");
            Thread.SpinWait(500_000);   // by now the silent one is waited for
            for (var i = 1; i < count; i++)
            {
                Assert.True(results.MoveNext());
                Assert.Equal(i, results.Current);
            }
        });
    }

    [Theory, InlineData(true), InlineData(false)]
    public async Task A_reader_is_not_caught_in_a_silent_sequence(bool ordered)
    {
        using var outer = new Subject<int>();
        using var inner = new Subject<int>();
        using var scheduler = new WorkStealingScheduler(new VedaOptions { Workers = 2 });
        var source = outer.ToVeda().On(scheduler).WithBatch(1, 1);
        var stream = (ordered ? source : source.Unordered()).FlatMap(i => i == 0 ? inner : Observable.Never<int>());
        using var results = stream.ToEnumerable().GetEnumerator();
        var first = Patience.OnThread(results.MoveNext);
        Patience.Until(() => outer.HasObservers, "the source is not subscribed to");
        outer.OnNext(0);
        Patience.Until(() => inner.HasObservers, "the inner sequence is not subscribed to");
        inner.OnNext(1);
        Assert.True(await first);
        var second = Patience.OnThread(results.MoveNext);
        Thread.SpinWait(500_000);   // the reader most likely waits
        outer.OnNext(1);
        Thread.SpinWait(500_000);   // and has been called for that one
        inner.OnNext(2);
        Assert.True(await second);
        Assert.Equal(2, results.Current);
    }

    // Many times: only steps that are short next to the clock's patience go all the way to sleep.
    private const int Rounds = 40;

    [Fact]
    public void A_sequence_in_a_sequence_is_heard_though_the_outer_one_waits()
    {
        using var scheduler = new WorkStealingScheduler(new VedaOptions { Workers = 2 });
        for (var round = 0; round < Rounds; round++)
        {
            using var outer = new Subject<int>();
            using var inner = new Subject<int>();
            var witness = new Witness<int>();
            using var run = VedaStream.Range(0, 1).On(scheduler).FlatMap(_ => outer).FlatMap(_ => inner).Subscribe(witness);
            Patience.Until(() => outer.HasObservers, "the outer sequence is not subscribed to");
            outer.OnNext(1);
            Patience.Until(() => inner.HasObservers, "the inner sequence is not subscribed to");
            inner.OnNext(5);
            Patience.Until(() => witness.Notifications == 1, "the element waits for the next one of the outer sequence");
        }
    }

    [Fact]
    public async Task A_search_ends_with_what_a_sequence_gives_at_once_though_that_goes_on()
    {
        for (var round = 0; round < Rounds; round++)
        {
            using var subject = new BehaviorSubject<int>(7);
            using var over = new CancellationTokenSource();
            Assert.Equal(7, await VedaStream.Range(0, 1).FlatMap(_ => subject).First().AsTask().InTime());
            Assert.Equal(7, await VedaStream.Range(0, 1).FlatMap(_ => Forever(7, over.Token)).First().AsTask().InTime());
            Assert.True(await VedaStream.Range(0, 1).FlatMap(_ => subject.ToVeda()).Any(x => x == 7).AsTask().InTime());
            over.Cancel();
        }

        static async IAsyncEnumerable<int> Forever(int item, [EnumeratorCancellation] CancellationToken over)
        {
            yield return item;
            await new TaskCompletionSource().Task.WaitAsync(over).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    [Fact]
    public async Task A_stream_that_gives_nothing_shares_the_only_worker_and_lets_it_end()
    {
        var runtime = new VedaRuntime(new VedaOptions { Workers = 1 });
        var witness = new Witness<int>();
        using var run = VedaStream.Range(0, 1).On(runtime.Scheduler)
            .FlatMap(_ => VedaStream.Repeat(1, int.MaxValue).On(runtime.Scheduler).Filter(Never)).Subscribe(witness);
        for (var i = 0; i < 100; i++)
        {
            var free = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
            runtime.Scheduler.Schedule(free.SetResult);
            await free.Task.InTime();
        }
        await Patience.OnThread(runtime.Dispose);
        await witness.Ended.InTime();

        static bool Never(int x)
        {
            Thread.SpinWait(20);   // two thousand million of them take too long for a test
            return x == 0;
        }
    }

    [Fact]
    public async Task What_an_inner_stream_has_given_is_shown_while_it_works_on_the_next()
    {
        using var scheduler = new WorkStealingScheduler(new VedaOptions { Workers = 1 });
        for (var round = 0; round < Rounds; round++)
        {
            var shown = false;
            var witness = new Witness<int>(_ => shown = true);
            using var run = VedaStream.Range(0, 1).On(scheduler).FlatMap(_ => VedaStream.Range(0, 3).On(scheduler).WithBatch(1, 1)
                .Map(x => x == 0 || shown ? x : throw new InvalidOperationException("the first is withheld"))).Subscribe(witness);
            await witness.Ended.InTime();
            Assert.Equal([0, 1, 2], witness.Items);
        }
    }

    [Fact]
    public void What_an_observer_throws_reaches_who_pushes_inside()
    {
        using var inner = new Subject<int>();
        using var run = VedaStream.Range(0, 1).On(CurrentThreadScheduler.Instance).FlatMap(_ => (IObservable<int>)inner)
            .Subscribe(_ => throw new FormatException("the observer's"));
        Patience.Until(() => inner.HasObservers, "the inner sequence is not subscribed to");
        Assert.Throws<FormatException>(() => inner.OnNext(1));
        Patience.Until(() => !inner.HasObservers, "the inner sequence is not ended");
    }

    [Fact]
    public async Task A_sequence_that_waits_holds_no_thread()
    {
        using var loop = new EventLoopScheduler();
        var subjects = Enumerable.Range(0, 3).Select(_ => new Subject<int>()).ToArray();
        var sum = subjects.ToVeda().On(loop).FlatMap(subject => subject).Sum().AsTask();
        foreach (var subject in subjects)
        {
            Patience.Until(() => subject.HasObservers, "not subscribed to");
            var free = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
            loop.Schedule(free.SetResult);
            await free.Task.InTime();
            subject.OnNext(1);
            subject.OnCompleted();
        }
        Assert.Equal(3, await sum.InTime());
    }

    [Theory, InlineData(1), InlineData(2_000)]
    public async Task Sequences_that_wait_are_open_as_many_at_once_as_the_parallelism_allows_and_as_many_more(int rows)
    {
        const int parallelism = 2;
        var gate = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        int open = 0, most = 0;
        var stream = VedaStream.Range(0, 200).WithBatch(1, 1).WithParallelism(parallelism).FlatMap(Rows);
        var witness = new Witness<int>();
        using var run = stream.Subscribe(witness);
        Patience.Until(() => Volatile.Read(ref open) >= parallelism, "nothing is read ahead");
        Thread.SpinWait(20_000_000);   // whoever is going to open more most likely has
        gate.SetResult();
        await witness.Ended.InTime();
        Assert.Equal(200 * (rows + 1), witness.Items.Count);
        Assert.InRange(most, parallelism, 2 * parallelism);

        async IAsyncEnumerable<int> Rows(int i)
        {
            InterlockedMax(ref most, Interlocked.Increment(ref open));
            for (var row = 0; row < rows; row++)
                yield return i;
            await gate.Task;
            yield return i;
            Interlocked.Decrement(ref open);
        }
    }

    private static void InterlockedMax(ref int most, int value)
    {
        for (var known = Volatile.Read(ref most); value > known; known = Volatile.Read(ref most))
            Interlocked.CompareExchange(ref most, value, known);
    }

    [Fact]
    public async Task Disposing_ends_inner_streams()
    {
        foreach (var worker in Worker.Real)
        {
            foreach (var open in Silent())
            {
                using var subject = new Subject<int>();
                var run = open(VedaStream.Range(0, 10).On(worker.Scheduler()), subject).Subscribe(_ => { });
                Patience.Until(() => subject.HasObservers, "no inner stream was begun");
                run.Dispose();
                Patience.Until(() => !subject.HasObservers, "an inner stream was not ended");
            }
        }
    }

    [Fact]
    public async Task A_runtime_that_inner_streams_wait_on_can_be_disposed_of()
    {
        foreach (var open in Silent())
        {
            using var subject = new Subject<int>();
            var runtime = new VedaRuntime(new VedaOptions { Workers = 1 });
            var witness = new Witness<int>();
            using var run = open(VedaStream.Range(0, 10).On(runtime.Scheduler), subject).Subscribe(witness);
            Patience.Until(() => subject.HasObservers, "no inner stream was begun");
            run.Dispose();
            await Patience.OnThread(runtime.Dispose);
        }
    }

    [Fact]
    public async Task A_token_ends_a_wait_inside_an_inner_stream()
    {
        foreach (var open in Silent())
        {
            using var subject = new Subject<int>();
            using var cancel = new CancellationTokenSource();
            var waiting = Patience.OnThread(() => open(VedaStream.Range(0, 10), subject).Count().Wait(cancel.Token));
            Patience.Until(() => subject.HasObservers, "no inner stream was begun");
            cancel.Cancel();
            Assert.Equal(cancel.Token, (await Assert.ThrowsAnyAsync<OperationCanceledException>(() => waiting)).CancellationToken);
            Patience.Until(() => !subject.HasObservers, "an inner stream was not ended");
        }
    }

    [Fact]
    public async Task An_early_end_ends_inner_streams()
    {
        using var subject = new Subject<int>();
        var stream = VedaStream.Range(0, 10).WithBatch(1, 1)
            .FlatMap(x => x == 0 ? VedaStream.Range(0, 5).Concat(subject.ToVeda()) : subject.ToVeda());
        var task = stream.Take(6).Count().AsTask();
        Patience.Until(() => subject.HasObservers, "no inner stream was begun");
        Patience.Until(() =>
        {
            subject.OnNext(0);
            return task.IsCompleted;
        }, "the stream did not end");
        Assert.Equal(6, await task);
        Patience.Until(() => !subject.HasObservers, "an inner stream was not ended");
    }

    /// <summary>Streams of inner streams that give nothing, by every way to write that.</summary>
    private static IEnumerable<Func<VedaStream<int>, Subject<int>, VedaStream<int>>> Silent()
    {
        yield return (outer, subject) => outer.FlatMap(_ => subject.ToVeda());
        yield return (outer, subject) => outer.SelectMany(_ => subject.ToVeda());
        yield return (outer, subject) => from x in outer from y in subject.ToVeda() select x + y;
        yield return (outer, subject) => outer.FlatMap(_ => VedaStream.Range(0, 3).FlatMap(_ => subject.ToVeda())).Map(x => x);
        yield return (outer, subject) => outer.FlatMap(_ => subject.ToVeda()).Scan((a, b) => a + b).Filter(_ => true);
    }
}
