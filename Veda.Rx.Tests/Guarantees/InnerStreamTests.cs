using System.Reactive.Subjects;
using Veda.Rx.Tests.Equivalence;
using Veda.Rx.Tests.WorkStealing;
using Xunit;

namespace Veda.Rx.Tests.Guarantees;

/// <summary>Guarantee 8 for streams inside a stream: whatever ends the outer run ends the inner ones, also those that never give anything.</summary>
public sealed class InnerStreamTests
{
    [Fact]
    public void What_a_live_inner_stream_gave_ahead_of_its_turn_is_shown_when_its_turn_comes()
    {
        var time = new ManualTime();
        using var scheduler = new WorkStealingScheduler(new VedaOptions { Workers = 4, Time = time });
        using var first = new Subject<int>();
        using var second = new Subject<int>();
        var witness = new Witness<int>();
        using var run = new[] { 0, 1, 2 }.ToVeda().On(scheduler).WithBatch(1, 1).FlatMap(Inner).Subscribe(witness);
        Patience.Until(() => first.HasObservers && second.HasObservers, "the second is not read ahead");
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
