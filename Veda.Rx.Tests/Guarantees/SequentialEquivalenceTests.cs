using Veda.Rx.Tests.Equivalence;
using Xunit;

namespace Veda.Rx.Tests.Guarantees;

/// <summary>Guarantee 1: observers see what sequential LINQ would have shown. Equivalence/ checks it over generated pipelines.</summary>
public sealed class SequentialEquivalenceTests
{
    public static TheoryData<int> Positions => [0, 1, 2, 511, 1023, 1024, 1025, 5000, 19_999];

    [Theory, MemberData(nameof(Positions))]
    public async Task Observers_get_what_lies_before_the_error_and_then_that_error_itself(int position)
    {
        var error = new IOException("itself");
        foreach (var worker in Worker.Real)
        {
            var witness = new Witness<int>();
            using var run = VedaStream.Range(0, 20_000).On(worker.Scheduler()).Map(x => x == position ? throw error : x).Subscribe(witness);
            await witness.Ended.InTime();
            Assert.Equal(Enumerable.Range(0, position), witness.Items);
            Assert.Same(error, witness.Error);
            Assert.Null(witness.Violation);
        }
    }

    [Fact]
    public async Task Everyone_who_waits_gets_the_exception_itself_with_its_stack()
    {
        var stream = VedaStream.Range(0, 5000).Map(Explode);
        var errors = new[]
        {
            await Patience.OnThread(() => Record.Exception(() => stream.Sum().Wait())),
            await Patience.OnThread(() => Record.Exception(() => stream.ToEnumerable().Count())),
            await Record.ExceptionAsync(() => stream.Sum().AsTask().InTime()),
            await Record.ExceptionAsync(async () => await stream.Sum()),
            await Record.ExceptionAsync(async () =>
            {
                await foreach (var _ in stream)
                {
                }
            }),
        };
        Assert.All(errors, error =>
        {
            Assert.Same(s_explosion, error);
            Assert.Contains(nameof(Explode), error!.StackTrace);
        });
    }

    [Fact]
    public async Task Of_several_errors_the_one_at_the_lowest_position_wins()
    {
        using var scheduler = new WorkStealingScheduler(new VedaOptions { Workers = 4 });
        for (var round = 0; round < 50; round++)
        {
            var later = 0;
            var witness = new Witness<int>();
            using var run = VedaStream.Range(0, 2000).WithBatch(1, 4).On(scheduler).Map(x =>
            {
                switch (x)
                {
                    case 500:
                        SpinWait.SpinUntil(() => Volatile.Read(ref later) > 0, 5);   // lets a later one throw first, if there is one under way
                        throw new IOException("500");
                    case > 500:
                        Interlocked.Increment(ref later);
                        throw new IOException($"{x}");
                }
                return x;
            }).Subscribe(witness);
            await witness.Ended.InTime();
            Assert.Equal("500", witness.Error!.Message);
            Assert.Equal(500, witness.Items.Count);
        }
    }

    [Theory]
    [InlineData(599, 600, "second")]
    [InlineData(600, 600, "first")]
    [InlineData(601, 600, "first")]
    public async Task A_later_stage_that_fails_at_a_lower_position_counts(int second, int first, string winner)
    {
        var witness = new Witness<int>();
        using var run = VedaStream.Range(0, 2000)
            .Map(x => x == first ? throw new IOException("first") : x)
            .Filter(_ => true)
            .Map(x => x == second ? throw new IOException("second") : x)
            .Subscribe(witness);
        await witness.Ended.InTime();
        Assert.Equal(winner, witness.Error!.Message);
        Assert.Equal(Math.Min(first, second), witness.Items.Count);
    }

    [Theory, MemberData(nameof(Positions))]
    public async Task What_ends_before_the_error_never_sees_it(int position)
    {
        var failing = VedaStream.Range(0, 20_000).Map(x => x == position ? throw new IOException("unseen") : x);
        var behindMerge = failing.Filter(_ => true);
        foreach (var stream in new[] { failing.Take(position), behindMerge.Take(position), behindMerge.TakeWhile(x => x < position - 1), failing.Scan((_, x) => x).Take(position) })
        {
            var witness = new Witness<int>();
            using var run = stream.Subscribe(witness);
            await witness.Ended.InTime();
            if (witness.Error is not null)   // only the TakeWhile, which must look at one element more, may see an error at the very beginning
                Assert.Equal(0, position);
            else
                Assert.Equal(Enumerable.Range(0, witness.Items.Count), witness.Items);
        }
        if (position > 0)
            Assert.Equal(position - 1, await behindMerge.First(x => x == position - 1).AsTask().InTime());
        await Assert.ThrowsAsync<IOException>(() => behindMerge.Take(position + 1).ToList().AsTask().InTime());
    }

    [Fact]
    public async Task Unordered_gives_the_same_elements_in_some_order()
    {
        var list = await VedaStream.Range(0, 50_000).Unordered().Filter(x => x % 3 == 0).FlatMap(x => new[] { x, -x }).ToList().AsTask().InTime();
        list.Sort();
        var expected = Enumerable.Range(0, 50_000).Where(x => x % 3 == 0).SelectMany(x => new[] { x, -x }).Order();
        Assert.Equal(expected, list);
    }

    [Fact]
    public async Task Integer_sums_overflow_only_when_the_result_does()
    {
        int[] through = [int.MaxValue, 1, -1];
        Assert.Throws<OverflowException>(() => through.Sum());   // the named divergence
        Assert.Equal(int.MaxValue, await through.ToVeda().Sum());
        await Assert.ThrowsAsync<OverflowException>(async () => await new[] { int.MaxValue, 1 }.ToVeda().Sum());
    }

    [Fact]
    public async Task A_take_that_knows_its_positions_works_on_nothing_behind_them()
    {
        var called = 0;
        var list = await VedaStream.Range(0, 100_000).Map(x =>
        {
            Interlocked.Increment(ref called);
            return x;
        }).Take(10).ToList().AsTask().InTime();
        Assert.Equal(10, list.Count);
        Assert.Equal(10, called);
    }

    private static readonly IOException s_explosion = new("exploded");

    private static int Explode(int x) => x == 3210 ? throw s_explosion : x;
}
