using System.Collections.ObjectModel;
using System.Reactive.Linq;
using System.Threading.Channels;
using Veda.Rx.Benchmarks.Harness;

namespace Veda.Rx.Benchmarks.Workloads;

/// <summary>Shows that a floating-point sum has the same bits however the stream is cut, scheduled and fed.</summary>
internal static class SameBits
{
    private static readonly (int Min, int Max)[] s_batches = [(1, 1), (7, 7), (1, 1_000), (1_024, 1_024), (50, 65_536)];

    public static bool Equal(double a, double b) => BitConverter.DoubleToInt64Bits(a) == BitConverter.DoubleToInt64Bits(b);

    public static async Task Verify(double[] data, Func<double, double> map)
    {
        var reference = Sum(data.ToVeda());
        for (var workers = 1; workers <= 64; workers++)
        {
            await using var runtime = new VedaRuntime(new VedaOptions { Workers = workers });
            Compare($"{workers} workers", data.ToVeda().On(runtime.Scheduler));
        }
        foreach (var (min, max) in s_batches)
            Compare($"batches of {min} to {max}", data.ToVeda().WithBatch(min, max));
        foreach (var (kind, stream) in Sources(data))
            Compare(kind, stream);

        double Sum(VedaStream<double> stream) => stream.Map(map).Sum().Wait();

        void Compare(string how, VedaStream<double> stream)
        {
            var sum = Sum(stream);
            if (!Equal(sum, reference))
                throw new WrongAnswerException($"veda's sum with {how} is {sum:R}; with an array it was {reference:R}.");
        }
    }

    private static IEnumerable<(string Kind, VedaStream<double> Stream)> Sources(double[] data) =>
    [
        ("a list", data.ToList().ToVeda()),
        ("a read-only list", ((IReadOnlyList<double>)new ReadOnlyCollection<double>(data)).ToVeda()),
        ("an iterator", Iterate(data).ToVeda()),
        ("an asynchronous iterator", data.ToAsyncEnumerable().ToVeda()),
        ("an observable", data.ToObservable().ToVeda()),
        ("a channel", Filled(data).ToVeda()),
    ];

    private static IEnumerable<double> Iterate(double[] data)
    {
        foreach (var x in data)
            yield return x;
    }

    private static ChannelReader<double> Filled(double[] data)
    {
        var channel = Channel.CreateUnbounded<double>();
        foreach (var x in data)
            channel.Writer.TryWrite(x);
        channel.Writer.Complete();
        return channel.Reader;
    }
}
