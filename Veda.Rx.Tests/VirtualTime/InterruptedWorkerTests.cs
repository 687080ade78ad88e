using System.Reactive.Concurrency;
using Veda.Rx.Testing;
using Xunit;

namespace Veda.Rx.Tests.VirtualTime;

/// <summary>Workers that are interrupted in the middle of their work, under every strategy: what a stream has put off must not wait for one that waits for it.</summary>
public sealed class InterruptedWorkerTests
{
    public static TheoryData<string> Names => [.. s_streams.Keys];

    private static readonly Dictionary<string, Func<IScheduler, VedaStream<int>>> s_streams = new()
    {
        ["concat"] = on => Numbers(on).Concat(Numbers(on)),
        ["concat of three"] = on => Numbers(on).Concat(Numbers(on)).Concat(Numbers(on)),
        ["concat with an async sequence"] = on => Numbers(on).Concat(Later(on)).On(on),
        ["zip"] = on => Numbers(on).Zip(Numbers(on), (a, b) => a - b),
        ["flat map of streams"] = on => Numbers(on).FlatMap(x => VedaStream.Range(x, 3).On(on)),
        ["flat map of async sequences"] = on => Numbers(on).FlatMap(_ => Later(on)),
        ["hand-over"] = on => Numbers(on).Scan((a, b) => a + b).Map(x => x + 1),
        ["take"] = on => Numbers(on).Concat(Numbers(on)).Take(7),
    };

    [Theory]
    [MemberData(nameof(Names))]
    public void Every_interleaving_ends_with_what_one_thread_sees(string name)
    {
        var expected = s_streams[name](TaskPoolScheduler.Default).ToArray().Wait();
        Explore.Check(async sim => Assert.Equal(expected, await s_streams[name](sim.Scheduler).ToArray()), new ExploreOptions { Executions = 150 }).ThrowOnFailure();
    }

    private static VedaStream<int> Numbers(IScheduler on) => VedaStream.Range(0, 5).On(on);

    private static async IAsyncEnumerable<int> Later(IScheduler on)
    {
        for (var i = 0; i < 3; i++)
        {
            await Task.Delay(TimeSpan.FromTicks(1), on is SeededTestScheduler seeded ? seeded.TimeProvider : TimeProvider.System);
            yield return i;
        }
    }

    /// <summary>Otherwise going on with the other of the two would be no switch to who chooses, and both one lane to who reads.</summary>
    [Fact]
    public void No_two_workers_are_one()
    {
        var watched = new Watched(new RandomWalk(1));
        using var scheduler = new SeededTestScheduler(watched, new SeededOptions { PreemptsWork = true });
        var count = VedaStream.Range(0, 60).On(scheduler).WithBatch(1, 3).Map(x => x).Count().AsTask();
        scheduler.Start();
        Assert.True(count.IsCompletedSuccessfully);
        Assert.True(watched.Choices > 10);
        Assert.Equal(0, watched.Twins);
    }

    private sealed class Watched(IChoiceSource source) : IChoiceSource
    {
        public int Choices { get; private set; }

        public int Twins { get; private set; }

        public int NextAction(ReadOnlySpan<Candidate> ready, int usual)
        {
            var chains = new HashSet<ulong>();
            foreach (var candidate in ready)
                Twins += chains.Add(candidate.Chain) ? 0 : 1;
            Choices++;
            return source.NextAction(ready, usual);
        }

        public int Next(ChoiceKind kind, ulong id, int arity) => source.Next(kind, id, arity);
    }
}
