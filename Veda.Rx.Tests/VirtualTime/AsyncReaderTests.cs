using System.Reactive.Concurrency;
using Veda.Rx.Testing;
using Xunit;

namespace Veda.Rx.Tests.VirtualTime;

/// <summary>Whoever reads a stream's results with <c>await</c> stays on virtual time.</summary>
public sealed class AsyncReaderTests
{
    public static TheoryData<string> Ways => [.. s_ways.Keys];

    private static readonly Dictionary<string, Func<VedaStream<int>, Task<List<int>>>> s_ways = new()
    {
        ["await foreach"] = Each,
        ["a channel, element by element"] = async stream => await Read(stream.ToChannel(1)),
        ["a channel with room"] = async stream => await Read(stream.ToChannel(5)),
        ["a channel by ReadAllAsync"] = async stream => await Each(stream.ToChannel(2).ReadAllAsync()),
    };

    [Theory]
    [MemberData(nameof(Ways))]
    public void In_every_interleaving(string way)
    {
        Explore.Check(async sim =>
        {
            var before = sim.Scheduler.Steps;
            var seen = await s_ways[way](VedaStream.Range(0, 20).On(sim.Scheduler).WithBatch(1, 3).Map(x => x * x));
            Assert.Equal(Enumerable.Range(0, 20).Select(x => x * x), seen);
            Assert.True(sim.Scheduler.Steps > before);
        }, new ExploreOptions { Executions = 200 }).ThrowOnFailure();
    }

    [Theory]
    [MemberData(nameof(Ways))]
    public void Without_interruptions(string way)
    {
        for (var seed = 0UL; seed < 20; seed++)
        {
            using var runtime = VedaRuntime.Deterministic(seed);
            runtime.Run(async () => Assert.Equal(Enumerable.Range(0, 50), await s_ways[way](VedaStream.Range(0, 50).WithBatch(1, 3).Map(x => x))));
        }
    }

    [Theory]
    [MemberData(nameof(Ways))]
    public async Task As_on_real_threads(string way) =>
        Assert.Equal(Enumerable.Range(0, 1000), await s_ways[way](VedaStream.Range(0, 1000).On(TaskPoolScheduler.Default).WithBatch(1, 3).Map(x => x)));

    private static async Task<List<int>> Each(IAsyncEnumerable<int> items)
    {
        var seen = new List<int>();
        await foreach (var item in items)
            seen.Add(item);
        return seen;
    }

    private static async Task<List<int>> Read(System.Threading.Channels.ChannelReader<int> channel)
    {
        var seen = new List<int>();
        while (await channel.WaitToReadAsync())
        {
            while (channel.TryRead(out var item))
                seen.Add(item);
        }
        return seen;
    }

    private static Task<List<int>> Each(VedaStream<int> stream) => Each(stream.AsAsyncEnumerable());
}
