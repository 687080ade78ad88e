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
    public void It_is_the_inner_scheduler_in_all_else()
    {
        using var runtime = new VedaRuntime(new VedaOptions { Workers = 3 });
        var recording = new RecordingScheduler(runtime.Scheduler);
        Assert.Equal(3, ((Veda.Rx.Scheduling.IWorkerPool)recording.GetService(typeof(Veda.Rx.Scheduling.IWorkerPool))!).WorkerCount);
        Assert.Throws<ArgumentNullException>("inner", () => new RecordingScheduler(null!));
    }
}
