using Veda.Rx.Testing;
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
    public void It_is_the_inner_scheduler_in_all_else()
    {
        using var runtime = new VedaRuntime(new VedaOptions { Workers = 3 });
        var recording = new RecordingScheduler(runtime.Scheduler);
        Assert.Equal(3, ((Veda.Rx.Scheduling.IWorkerPool)recording.GetService(typeof(Veda.Rx.Scheduling.IWorkerPool))!).WorkerCount);
        Assert.Throws<ArgumentNullException>("inner", () => new RecordingScheduler(null!));
    }
}
