using System.Reactive.Concurrency;
using Veda.Rx.Scheduling;
using Veda.Rx.Testing;
using Veda.Rx.Tests.Guarantees;
using Veda.Rx.Tests.WorkStealing;
using Xunit;

namespace Veda.Rx.Tests.Traces;

/// <summary>Who worked on which batch, on real threads.</summary>
public sealed class RecordingSchedulerTests
{
    [Fact]
    public void Every_element_is_in_one_piece_of_work_of_the_trace()
    {
        using var runtime = new VedaRuntime(new VedaOptions { Workers = 4 });
        var recording = new RecordingScheduler(runtime.Scheduler);
        Assert.Equal(50_000, VedaStream.Range(0, 50_000).On(recording).WithBatch(1, 512).Map(x => x).Count().Wait());
        var trace = recording.ToTrace();
        var ranges = trace.Events.Select(piece => piece.Operation.Split(' ')).Select(words => (Count: int.Parse(words[0]), From: long.Parse(words[2].TrimEnd(',')))).OrderBy(range => range.From);
        var next = 0L;
        foreach (var (count, from) in ranges)
        {
            Assert.Equal(next, from);
            next += count;
        }
        Assert.Equal(50_000, next);
        Assert.Equal(trace.Events.Select(piece => piece.Time), trace.Events.Select(piece => piece.Time).Order());
        Assert.Null(Trace.FromJson(trace.ToJson()).Diff(trace));
        Assert.Contains("thread", trace.ToText(10));
    }

    [Fact]
    public void A_trace_of_real_threads_is_not_repeated()
    {
        using var runtime = new VedaRuntime(new VedaOptions { Workers = 2 });
        var recording = new RecordingScheduler(runtime.Scheduler);
        VedaStream.Range(0, 100).On(recording).Map(x => x).Count().Wait();
        Func<SimContext, Task> body = async sim => await VedaStream.Range(0, 100).On(sim.Scheduler).Map(x => x).Count();
        var trace = Trace.FromJson(recording.ToTrace().ToJson());
        foreach (var repeat in (Action[])[() => Explore.Replay(body, trace), () => Explore.ReplayNearest(body, trace), () => new TraceStepper(body, trace).Dispose()])
            Assert.Contains("real threads", Assert.Throws<InvalidOperationException>(repeat).Message);
    }

    [Fact]
    public void A_view_of_one_priority_is_recorded_in_the_same_trace()
    {
        using var runtime = new VedaRuntime(new VedaOptions { Workers = 1 });
        var recording = new RecordingScheduler(runtime.Scheduler);
        using var silence = VedaStream.Range(0, 100).On(recording, WorkPriority.High).WithBatch(1, 10).Map(x => x).Subscribe(_ => { });
        VedaStream.Range(1_000, 10).On(recording, WorkPriority.Low, TimeSpan.FromSeconds(1)).Map(x => x).Count().Wait();
        Hang.Until(() => recording.ToTrace().Events.Sum(piece => int.Parse(piece.Operation.Split(' ')[0])) == 110, "not everything is recorded");
        var unaware = new RecordingScheduler(ImmediateScheduler.Instance);
        Assert.Same(unaware, unaware.WithPriority(WorkPriority.High));
    }

    [Fact]
    public void It_is_the_inner_scheduler_in_all_else()
    {
        using var runtime = new VedaRuntime(new VedaOptions { Workers = 3 });
        var recording = new RecordingScheduler(runtime.Scheduler);
        Assert.Equal(3, ((Veda.Rx.Scheduling.IWorkerPool)recording.GetService(typeof(Veda.Rx.Scheduling.IWorkerPool))!).WorkerCount);
        Assert.Throws<ArgumentNullException>("inner", () => new RecordingScheduler(null!));
    }

    [Fact]
    public async Task What_streams_know_of_Rx_schedulers_they_know_through_it()
    {
        var threadless = new IScheduler[] { new Veda.Rx.Testing.TestScheduler(), new HistoricalScheduler(), CurrentThreadScheduler.Instance, ImmediateScheduler.Instance };
        foreach (var scheduler in threadless)
        {
            var recording = new RecordingScheduler(new RecordingScheduler(scheduler));
            Assert.Equal(45, await Task.Run(Sum, TestContext.Current.CancellationToken).InTime());
            Assert.NotEmpty(recording.ToTrace().Events);

            int Sum()
            {
                var sum = 0;
                if (scheduler is CurrentThreadScheduler)
                    scheduler.Schedule(() => sum = VedaStream.Range(0, 10).On(recording).Map(x => x).Sum().Wait());   // only who works itself gets on here
                else
                    sum = VedaStream.Range(0, 10).On(recording).Map(x => x).Sum().Wait();
                return sum;
            }
        }
    }

    [Fact]
    public void It_has_the_engine_see_what_the_inner_scheduler_does()
    {
        foreach (var scheduler in new IScheduler[] { TaskPoolScheduler.Default, new Veda.Rx.Testing.TestScheduler(), ImmediateScheduler.Instance, new EventLoopScheduler(), new SeededTestScheduler(1) })
        {
            var (inner, outer) = (SchedulerPort.For(scheduler), SchedulerPort.For(new RecordingScheduler(scheduler)));
            Assert.Equal((inner.Workers, inner.MayParticipate, inner.BorrowsThreads, inner.IsVirtual), (outer.Workers, outer.MayParticipate, outer.BorrowsThreads, outer.IsVirtual));
            Assert.Same(inner.Cost, outer.Cost);
            Assert.Same(inner.Watch, outer.Watch);
            (scheduler as IDisposable)?.Dispose();
        }
    }

    [Fact]
    public void A_seed_decides_the_same_whether_work_is_recorded_or_not()
    {
        foreach (var preempts in new[] { false, true })
        {
            for (ulong seed = 0; seed < 10; seed++)
            {
                var plain = Run(seed, preempts, scheduler => scheduler);
                Assert.Contains(plain.Choices, choice => choice.Kind == ChoiceKind.Cost);
                RecordingScheduler? recording = null;
                var recorded = Run(seed, preempts, scheduler => recording = new RecordingScheduler(scheduler, new ManualTime()));
                Assert.Null(recorded.Diff(plain));
                Assert.Equal(plain.Choices, recorded.Choices);
                Assert.Equal(plain.Hashes, recorded.Hashes);
                Assert.NotEmpty(recording!.ToTrace().Events);
            }
        }

        static Trace Run(ulong seed, bool preempts, Func<SeededTestScheduler, IScheduler> on)
        {
            using var runtime = VedaRuntime.Deterministic(seed, new SeededOptions { PreemptsWork = preempts, Records = true });
            runtime.Run(async () => await VedaStream.Range(0, 300).On(on(runtime.Scheduler)).WithBatch(1, 3).Unordered().Map(x => x).Count());
            return runtime.Scheduler.ToTrace();
        }
    }

    [Fact]
    public void One_inside_of_another_records_the_same_work()
    {
        using var runtime = new VedaRuntime(new VedaOptions { Workers = 2 });
        var inner = new RecordingScheduler(runtime.Scheduler);
        var outer = new RecordingScheduler(inner);
        VedaStream.Range(0, 10_000).On(outer).WithBatch(1, 512).Map(x => x).Count().Wait();
        Assert.NotEmpty(outer.ToTrace().Events);
        Assert.Equal(outer.ToTrace().Events.Select(piece => piece.Operation).Order(), inner.ToTrace().Events.Select(piece => piece.Operation).Order());
        Assert.Same(outer, outer.GetService(typeof(IBatchLog)));
    }

    [Fact]
    public void Its_clock_measures_the_work_and_nothing_else()
    {
        var time = new ManualTime();
        var scheduler = new Veda.Rx.Testing.TestScheduler();
        var recording = new RecordingScheduler(scheduler, time);
        VedaStream.Range(0, 4).On(recording).WithBatch(2, 2).Inspect(_ => time.Advance(TimeSpan.FromMilliseconds(1))).Count().Wait();
        var trace = recording.ToTrace();
        Assert.Equal(["2 from 0, 2000 µs", "2 from 2, 2000 µs"], trace.Events.Select(piece => piece.Operation));
        Assert.Equal([0, 2 * TimeSpan.TicksPerMillisecond], trace.Events.Select(piece => piece.Time));
    }
}
