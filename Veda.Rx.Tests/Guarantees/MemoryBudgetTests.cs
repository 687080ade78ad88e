using System.Reactive.Disposables;
using System.Reactive.Linq;
using Veda.Rx.Internal;
using Veda.Rx.Scheduling;
using Veda.Rx.Testing;
using Veda.Rx.Tests.Equivalence;
using Xunit;

namespace Veda.Rx.Tests.Guarantees;

/// <summary>Guarantee 3, in bytes: <see cref="VedaOptions.MaxMemoryBytes"/> bounds the results in flight of all runs of a scheduler together.</summary>
public sealed class MemoryBudgetTests
{
    private const int Elements = 20_000;

    /// <summary>The element that takes long: near the beginning, but not the very first, on which nobody helps.</summary>
    private const int Dear = 100;

    /// <summary>What a buffer of few elements takes at least.</summary>
    private const int Smallest = 16 * sizeof(long);

    private readonly SeededTestScheduler _clock = new(1, new SeededOptions { Workers = 4 });

    [Theory]
    [InlineData(true, 4_000, 5_000)]
    [InlineData(true, 20_000, 25_000)]
    [InlineData(false, 4_000, 5_000)]
    [InlineData(null, 4_000, 5_000)]
    public void Results_wait_for_a_slow_element_within_the_bound(bool? expands, long bytes, long most)
    {
        var scheduler = With(bytes);
        var held = new HeldBytes();
        var waited = 0L;
        var witness = new Witness<long>();
        long Slow(int x)
        {
            if (x == Dear)
            {
                _clock.RunUntil(static () => false);   // all others go on until they cannot
                waited = held.Now;
            }
            return x;
        }
        var numbers = new VedaStream<int>(VedaStream.Range(0, Elements).Flow, new StreamSettings(scheduler) { Buffers = held.Pool });
        using var run = (expands switch
        {
            true => numbers.Map(Slow),
            false => numbers.Filter(x => x % 2 == 0).Map(Slow),
            null => numbers.Map(Slow).Filter(x => x % 3 != 1),
        }).Subscribe(witness);
        _clock.Start();
        Assert.InRange(waited, bytes / 2, most);
        Assert.InRange(held.Peak, waited, most + 4 * Smallest);
        Assert.Equal(Enumerable.Range(0, Elements).Where(x => expands switch { true => true, false => x % 2 == 0, null => x % 3 != 1 }).Select(x => (long)x), witness.Items);
        Assert.Equal(0, SchedulerPort.For(scheduler).Memory!.Used);
    }

    [Fact]
    public void Batches_become_smaller_when_workers_become_more()
    {
        const int Bytes = 32_000;
        var pool = new Pool { WorkerCount = 1 };
        var held = new HeldBytes();
        var witness = new Witness<long>();
        var before = 0;
        var numbers = VedaStream.Range(0, Elements).Flow;
        using var run = new VedaStream<int>(numbers, new StreamSettings(new Optioned(_clock, new VedaOptions { MaxMemoryBytes = Bytes }, pool)) { Buffers = held.Pool }).Map(x =>
        {
            if (x == Elements / 2)
                (before, held.Largest, pool.WorkerCount) = (held.Largest, 0, 16);
            return (long)x;
        }).Subscribe(witness);
        _clock.Start();
        Assert.InRange(before, Bytes / 8, Bytes / 4);
        Assert.InRange(held.Largest, 1, Bytes / 4 / 16);
        Assert.Equal(Enumerable.Range(0, Elements).Select(x => (long)x), witness.Items);
    }

    [Fact]
    public void Runs_share_the_bound_and_each_goes_on()
    {
        var scheduler = With(20_000);
        var (first, second) = (new Witness<int>(), new Witness<int>());
        var (ahead, beside) = (0, 0);
        var (made, madeBeside) = (0, 0);
        var other = new SingleAssignmentDisposable();
        using var run = VedaStream.Range(0, Elements).On(scheduler).Map(x =>
        {
            made++;
            if (x == Dear)
            {
                _clock.RunUntil(static () => false);
                ahead = made;
                other.Disposable = VedaStream.Range(0, Elements).On(scheduler).Map(y =>
                {
                    madeBeside++;
                    if (y == Dear)
                    {
                        _clock.RunUntil(static () => false);
                        beside = madeBeside;
                    }
                    return y;
                }).Subscribe(second);
                _clock.RunUntil(() => second.Completed);
            }
            return x;
        }).Subscribe(first);
        _clock.Start();
        other.Dispose();
        Assert.InRange(ahead, 1_000, 2 * 20_000 / sizeof(int));
        Assert.Equal(Dear + 1, beside);   // one batch after the other: the one that it may always have
        Assert.Equal(Enumerable.Range(0, Elements), first.Items);
        Assert.Equal(Enumerable.Range(0, Elements), second.Items);
    }

    [Fact]
    public async Task What_is_kept_anyway_is_not_counted()
    {
        var scheduler = With(1);
        var (made, ahead) = (0, 0);
        var list = VedaStream.Range(0, Elements).On(scheduler).Filter(x =>
        {
            made++;
            if (x == Dear)
            {
                _clock.RunUntil(static () => false);
                ahead = made;
            }
            return true;
        }).ToList().AsTask();
        _clock.Start();
        Assert.True(ahead > 1_000);
        Assert.Equal(Enumerable.Range(0, Elements), await list);
    }

    [Fact]
    public async Task A_bound_smaller_than_one_batch_stops_nobody()
    {
        await using var runtime = new VedaRuntime(new VedaOptions { Workers = 4, MaxMemoryBytes = 1 });
        var numbers = VedaStream.Range(0, 2_000).On(runtime.Scheduler);
        Assert.Equal(Enumerable.Range(0, 2_000).Select(x => x + 1), numbers.Map(x => x + 1).ToEnumerable());
        Assert.Equal(2_000, (await numbers.Unordered().Map(x => x).ToChannel(10).ReadAllAsync().ToListAsync()).Count);
        // Several segments, sequences that do not fit, and delegates that wait for streams there.
        var sums = numbers.FlatMap(x => Enumerable.Repeat(x, x == 7 ? 5_000 : 1)).Scan(0L, (sum, x) => sum + x).Map(x => x).Skip(6_900)
            .Map(x => x + VedaStream.Range(0, 100).On(runtime.Scheduler).Map(y => y).ToEnumerable().Last());
        Assert.Equal(Enumerable.Range(0, 2_000).Sum(x => (long)x * (x == 7 ? 5_000 : 1)) + 99, await sums.Last().AsTask().InTime());
        Assert.Equal(0, SchedulerPort.For(runtime.Scheduler).Memory!.Used);
    }

    [Fact]
    public void Pipelines_show_what_linq_shows_with_hardly_any_memory()
    {
        var scheduler = new WorkStealingScheduler(new VedaOptions { Workers = 3, MaxMemoryBytes = 300 });
        var worker = new Worker("three Veda workers with 300 bytes", () => scheduler);
        foreach (var consumption in new[] { Consumption<string>.Enumerating, Consumption<string>.Observing })
        {
            Property.ForAll(Element.Strings, 60, [worker], pipeline => Exclusions.Reason(pipeline, consumption), (pipeline, leases) =>
                pipeline.AssertSame(Outcome.Of(pipeline.Linq()), consumption.Start(pipeline.On(scheduler, leases.Pool)).InTime().GetAwaiter().GetResult()));
        }
        Patience.Until(() => SchedulerPort.For(scheduler).Memory!.Used == 0, "memory was not given back");
        scheduler.Dispose();
    }

    [Fact]
    public void Views_of_a_scheduler_have_the_same_bound()
    {
        using var scheduler = new WorkStealingScheduler(new VedaOptions { MaxMemoryBytes = 1_000_000 });
        Assert.Same(SchedulerPort.For(scheduler).Memory, SchedulerPort.For(scheduler.WithPriority(WorkPriority.High)).Memory);
        Assert.Null(SchedulerPort.For(VedaRuntime.Default.Scheduler).Memory);
    }

    private Optioned With(long bytes) => new(_clock, new VedaOptions { MaxMemoryBytes = bytes });

    private sealed class Pool : IWorkerPool
    {
        public int WorkerCount { get; set; }
    }

    /// <summary>How many bytes of longs are leased.</summary>
    private sealed class HeldBytes
    {
        public HeldBytes() => Pool = new BufferPool((array, leased) =>
        {
            if (array is not long[] longs)
                return;
            Peak = Math.Max(Peak, Now += (leased ? 1 : -1) * longs.Length * sizeof(long));
            if (leased)
                Largest = Math.Max(Largest, longs.Length * sizeof(long));
        });

        public BufferPool Pool { get; }

        public long Now { get; private set; }

        public long Peak { get; private set; }

        public int Largest { get; set; }
    }
}
