using System.Reactive.Concurrency;
using System.Reactive.Linq;
using System.Threading.Channels;
using Veda.Rx.Testing;
using Veda.Rx.Tests.Equivalence;
using Veda.Rx.Tests.VirtualTime;
using Xunit;

namespace Veda.Rx.Tests.Guarantees;

/// <summary>Guarantee 4: floating-point reductions give the same bits, however the stream is cut, read, scheduled or worked on.</summary>
public sealed class ReproducibleReductionTests
{
    private static readonly double[] s_data = Data(7003);

    private static readonly (string Name, Func<VedaStream<double>, VedaSingle<double>> Of)[] s_reductions =
    [
        ("Sum", s => s.Sum()),
        ("Average", s => s.Average()),
        ("Average of floats", s => s.Average(x => (double)(float)x)),
        ("Fold", s => s.Fold(() => 1.0, (a, x) => a * 0.999 + Math.Sin(x), (a, b) => a / 3 + b)),
        ("Reduce", s => s.Reduce((a, b) => a * 0.75 + b)),
    ];

    private static readonly (string Name, Func<VedaStream<double>, VedaStream<double>> Of)[] s_preludes =
    [
        ("alone", s => s),
        ("behind Filter", s => s.Filter(x => x > -1e6)),
        ("behind FlatMap", s => s.FlatMap(x => Enumerable.Repeat(x / 3, (int)Math.Abs(x * 1000 % 5)))),
        ("behind a long FlatMap", s => s.FlatMap(x => Enumerable.Repeat(x / 3, Math.Abs(x) > 9e5 ? 3000 : 1))),
        ("behind Scan", s => s.Scan((a, x) => a / 2 + x).Map(x => x * 1.1)),
    ];

    private static readonly (string Name, Func<VedaStream<double>> Open)[] s_sources =
    [
        ("array", () => s_data.ToVeda()),
        ("list", () => s_data.ToList().ToVeda()),
        ("indexed list", () => ((IReadOnlyList<double>)Array.AsReadOnly(s_data)).ToVeda()),
        ("sequence", () => Sequence().ToVeda()),
        ("async sequence", () => AsyncSequence().ToVeda()),
        ("channel", () => Filled().ToVeda()),
        ("observable", () => s_data.ToObservable(ImmediateScheduler.Instance).ToVeda()),
        ("observable with a short queue", () => s_data.ToObservable(TaskPoolScheduler.Default).ToVeda(61)),
    ];

    [Fact]
    public async Task For_any_number_of_participants_and_any_batch_size()
    {
        using var scheduler = new WorkStealingScheduler(new VedaOptions { Workers = 4 });
        await EachAsync(async (reduction, expected, of) =>
        {
            foreach (var participants in new[] { 1, 2, 3, 7, 64 })
            {
                foreach (var (min, max) in new[] { (1, 1), (1, 7), (100, 100), (1000, 1000), (1024, 1024), (1500, 1500), (1, 65_536) })
                {
                    var stream = s_data.ToVeda().WithParallelism(participants).WithBatch(min, max).On(scheduler);
                    Assert.Equal(expected, BitConverter.DoubleToInt64Bits(await of(stream).AsTask().InTime()));
                }
            }
        });
    }

    [Fact]
    public async Task For_any_source_and_any_scheduler()
    {
        await EachAsync(async (reduction, expected, of) =>
        {
            foreach (var source in s_sources)
            {
                foreach (var worker in Worker.Real)
                {
                    var stream = source.Open().WithParallelism(3).WithBatch(1, 333).On(worker.Scheduler());
                    Assert.Equal((reduction, source.Name, expected), (reduction, source.Name, BitConverter.DoubleToInt64Bits(await of(stream).AsTask().InTime())));
                }
            }
        });
    }

    [Fact]
    public async Task For_any_interleaving_and_for_the_thread_that_waits()
    {
        await EachAsync(async (reduction, expected, of) =>
        {
            for (var seed = 0UL; seed < 10; seed++)
            {
                var single = of(s_data.ToVeda().WithBatch(1, 700).On(new SeededTestScheduler(seed, new SeededOptions { Workers = 5 })));
                Assert.Equal(expected, BitConverter.DoubleToInt64Bits(await Patience.OnThread(() => single.Wait())));
            }
        });
    }

    [Fact]
    public async Task For_floats_too()
    {
        var floats = Array.ConvertAll(s_data, x => (float)x);
        var expected = await floats.ToVeda().WithParallelism(1).Sum();
        using var scheduler = new WorkStealingScheduler(new VedaOptions { Workers = 4 });
        foreach (var max in new[] { 1, 3, 500, 1024, 5000 })
            Assert.Equal(BitConverter.SingleToInt32Bits(expected), BitConverter.SingleToInt32Bits(await floats.ToVeda().WithBatch(1, max).On(scheduler).Sum().AsTask().InTime()));
    }

    private static async Task EachAsync(Func<string, long, Func<VedaStream<double>, VedaSingle<double>>, Task> check)
    {
        foreach (var prelude in s_preludes)
        {
            foreach (var reduction in s_reductions)
            {
                Func<VedaStream<double>, VedaSingle<double>> of = s => reduction.Of(prelude.Of(s));
                var expected = BitConverter.DoubleToInt64Bits(of(s_data.ToVeda().On(ImmediateScheduler.Instance)).Wait());
                await check($"{reduction.Name} {prelude.Name}", expected, of);
            }
        }
    }

    /// <summary>Numbers whose sum depends on the order of the additions.</summary>
    private static double[] Data(int count)
    {
        var random = new Random(20);
        return [.. Enumerable.Range(0, count).Select(i => (random.NextDouble() - 0.5) * (i % 97 == 0 ? 2e6 : 1))];
    }

    private static IEnumerable<double> Sequence()
    {
        foreach (var x in s_data)
            yield return x;
    }

    private static async IAsyncEnumerable<double> AsyncSequence()
    {
        for (var i = 0; i < s_data.Length; i++)
        {
            if (i % 500 == 3)
                await Task.Yield();
            yield return s_data[i];
        }
    }

    private static ChannelReader<double> Filled()
    {
        var channel = Channel.CreateUnbounded<double>();
        foreach (var x in s_data)
            channel.Writer.TryWrite(x);
        channel.Writer.Complete();
        return channel.Reader;
    }
}
