using FsCheck;
using FsCheck.Xunit;
using Veda.Rx.Batching;
using Veda.Rx.Fusion;
using Xunit;

namespace Veda.Rx.Tests.Batching;

/// <summary>How many elements a claim takes: a pure function of what was claimed and measured before.</summary>
public sealed class BatchSizerTests
{
    private const int Most = 65_536;
    private const long Target = 100_000;

    [Fact]
    public void The_first_claim_takes_the_least() => Assert.Equal(1, Next(Create()));

    [Fact]
    public void Nothing_grows_before_the_first_measurement()
    {
        var sizer = Create();
        Assert.Equal([1, 1, 1, 1], Sizes(ref sizer, 4));
    }

    [Fact]
    public void Batches_of_cheap_elements_grow_sixteenfold()
    {
        var sizer = Create();
        Next(ref sizer);
        sizer.Record(1, 1);
        Assert.Equal([16, 256], Sizes(ref sizer, 2));
    }

    [Fact]
    public void Cautious_ones_double()
    {
        var sizer = Create(cautious: true);
        Next(ref sizer);
        sizer.Record(1, 1);
        Assert.Equal([2, 4, 8, 16, 32], Sizes(ref sizer, 5));
    }

    [Theory]
    [InlineData(1_000, 100)]
    [InlineData(100_000, 1)]
    [InlineData(5_000_000, 1)]
    [InlineData(333, 300)]
    public void Batches_grow_to_what_costs_the_target(int elementCost, int expected)
    {
        var sizer = Grown(elementCost);
        Assert.Equal(expected, Next(ref sizer));
    }

    [Theory]
    [InlineData(100_000, 2, 1_000)]     // far from the end: the target
    [InlineData(8_000, 2, 1_000)]       // an eighth of what is left, for two
    [InlineData(4_000, 2, 500)]
    [InlineData(4_000, 4, 250)]
    [InlineData(1_000, 4, 62)]
    [InlineData(700, 64, 50)]           // never less than 5 µs of work
    [InlineData(601, 1, 150)]
    [InlineData(600, 2, 1_000)]         // not worth a helper: not worth cutting either
    public void Batches_taper_towards_the_end(long remaining, int participants, int expected)
    {
        var sizer = Grown(elementCost: 100);
        Assert.Equal(expected, sizer.Next(0, remaining, participants, isCrowded: false, out _));
    }

    [Theory]
    [InlineData(0, 3 * Leaf.Size)]
    [InlineData(1, 3 * Leaf.Size - 1)]
    [InlineData(Leaf.Size - 1, 3 * Leaf.Size + 1)]
    [InlineData(10L * Leaf.Size, 3 * Leaf.Size)]
    public void Batches_longer_than_a_leaf_end_with_one(long position, int expected)
    {
        var sizer = Grown(elementCost: 25);   // 4,000 elements cost the target
        Assert.Equal(expected, sizer.Next(position, null, 2, isCrowded: false, out _));
    }

    [Fact]
    public void The_least_counts_more_than_the_end_of_a_leaf()
    {
        var sizer = Grown(elementCost: 25, min: 3_999);
        Assert.Equal(4_000, sizer.Next(1_000, null, 2, isCrowded: false, out _));
    }

    [Theory]
    [InlineData(600, false)]
    [InlineData(601, true)]
    public void Help_is_worth_its_threshold_of_work_left(long remaining, bool expected) =>
        Assert.Equal(expected, Grown(elementCost: 100).IsHelpWorthwhile(remaining));

    [Fact]
    public void Where_the_end_is_unknown_help_is_worth_as_much_work_done()
    {
        var sizer = Create();
        Assert.False(sizer.IsHelpWorthwhile(null));
        sizer.Record(BatchSizer.HelpThreshold, 10);
        Assert.False(sizer.IsHelpWorthwhile(null));
        sizer.Record(1, 10);
        Assert.True(sizer.IsHelpWorthwhile(null));
    }

    [Theory]
    [InlineData(BatchSizer.Credible, false)]
    [InlineData(BatchSizer.Credible + 1, true)]
    public void Help_is_not_asked_for_on_the_strength_of_a_first_element(long nanoseconds, bool expected)
    {
        var sizer = Create();
        sizer.Record(nanoseconds, 1);
        Assert.Equal(expected, sizer.IsHelpWorthwhile(10_000));
    }

    [Fact]
    public void Nothing_measured_means_no_help() => Assert.False(Create().IsHelpWorthwhile(long.MaxValue));

    [Theory]
    [InlineData(20_000, 3L, false)]
    [InlineData(20_000, 4L, true)]
    [InlineData(60_000, null, false)]
    [InlineData(60_001, null, true)]
    public void What_it_was_told_stands_in_for_what_is_not_measured_yet(int told, long? remaining, bool expected)
    {
        var sizer = new BatchSizer(1, Most, cautious: false, Target, told);
        Assert.Equal(expected, sizer.IsHelpWorthwhile(remaining));
        Assert.Equal(1, sizer.Next(0, null, 2, isCrowded: false, out var reason));
        Assert.Equal(BatchReason.NothingMeasured, reason);
        sizer.Record(1, 1);
        Assert.False(sizer.IsHelpWorthwhile(100));
    }

    [Theory]
    [InlineData(5_000)]
    [InlineData(90_000)]
    public void What_it_was_told_is_forgotten_as_soon_as_something_is_measured(int cost)
    {
        var sizer = new BatchSizer(1, Most, cautious: false, Target, told: 20_000);
        Assert.Equal(20_000, sizer.ElementCost);
        sizer.Record(cost, 1);
        Assert.Equal(cost, sizer.ElementCost);
    }

    [Theory]
    [InlineData(0, 10_000, 1, false, false)]    // one batch may have paid for compilation
    [InlineData(0, 10_000, 2, true, false)]
    [InlineData(0, 9_999, 2, false, false)]
    [InlineData(20_000, 10_000, 2, true, false)]
    [InlineData(20_000, 9_999, 1, false, false)]
    [InlineData(20_000, 9_999, 2, false, true)]
    public void What_the_next_run_should_know_is_what_two_batches_say(int told, int cost, int batches, bool dear, bool disappointed)
    {
        var sizer = new BatchSizer(1, Most, cautious: false, Target, told);
        for (var i = 0; i < batches; i++)
            sizer.Record(cost, 1);
        Assert.Equal((dear, disappointed), (sizer.IsDear, sizer.IsDisappointed));
    }

    [Fact]
    public void Cheap_is_believed_at_once_and_dear_by_quarters()
    {
        var sizer = Grown(elementCost: 1_000);
        sizer.Record(10 * 400, 10);
        Assert.Equal(250, Next(ref sizer));
        sizer.Record(10 * 800, 10);   // 400 and a quarter of the difference
        Assert.Equal(200, Next(ref sizer));
    }

    [Fact]
    public void A_measurement_without_elements_teaches_nothing()
    {
        var sizer = Grown(elementCost: 1_000);
        sizer.Record(1_000_000, 0);
        Assert.Equal(100, Next(ref sizer));
    }

    [Fact]
    public void Elements_that_cost_nothing_at_all_are_survived()
    {
        var sizer = Create();
        for (var i = 0; i < 10; i++)
        {
            var size = Next(ref sizer);
            sizer.Record(0, size);
        }
        Assert.Equal(Most, Next(ref sizer));
    }

    [Theory]
    [InlineData(0, 1, null, BatchReason.Growth)]
    [InlineData(10, 100, null, BatchReason.Target)]
    [InlineData(10, 100, 4_000L, BatchReason.Taper)]
    [InlineData(10, 1, null, BatchReason.Bounds)]
    public void The_reason_is_told(int grownBy, int elementCost, long? remaining, BatchReason expected)
    {
        var sizer = Create();
        for (var i = 0; i <= grownBy; i++)
        {
            var size = sizer.Next(0, null, 2, isCrowded: false, out _);
            sizer.Record((long)elementCost * size, size);
        }
        sizer.Next(0, remaining, 2, isCrowded: false, out var reason);
        Assert.Equal(expected, reason);
    }

    [Fact]
    public void While_others_wait_batches_are_a_quarter()
    {
        var sizer = Grown(elementCost: 100);
        Assert.Equal(250, sizer.Next(0, null, 2, isCrowded: true, out var reason));
        Assert.Equal(BatchReason.OthersWait, reason);
        Assert.Equal(1_000, sizer.Next(0, null, 2, isCrowded: false, out reason));
        Assert.Equal(BatchReason.Target, reason);
    }

    [Fact]
    public void Before_anything_is_measured_that_is_the_reason_and_after_a_wait_the_source_is()
    {
        var sizer = Create();
        sizer.Next(0, null, 2, isCrowded: false, out var reason);
        Assert.Equal(BatchReason.NothingMeasured, reason);
        sizer.Record(1, 1);
        sizer.More(1, 2_000_000);
        sizer.Next(0, null, 2, isCrowded: false, out reason);
        Assert.Equal(BatchReason.SlowSource, reason);
    }

    [Property(MaxTest = 500)]
    public void The_bounds_hold_whatever_happens(PositiveInt a, PositiveInt b, bool cautious, PositiveInt participants, (NonNegativeInt Cost, bool Known, NonNegativeInt Remaining)[] claims)
    {
        var (min, max) = (Math.Min(a.Get, b.Get), Math.Max(a.Get, b.Get));
        var sizer = new BatchSizer(min, max, cautious, Target);
        var position = 0L;
        foreach (var (cost, known, remaining) in claims)
        {
            var size = sizer.Next(position, known ? remaining.Get * 1_000L : null, participants.Get, isCrowded: false, out _);
            Assert.InRange(size, min, max);
            sizer.Record(cost.Get * (long)size, size);
            position += size;
        }
    }

    [Property(MaxTest = 500)]
    public void No_batch_is_more_than_so_many_times_the_last(bool cautious, NonNegativeInt[] costs)
    {
        var sizer = Create(cautious);
        var (position, last) = (0L, 0L);
        foreach (var cost in costs)
        {
            var size = sizer.Next(position, null, 2, isCrowded: false, out _);
            Assert.InRange(size, 1, Math.Max(1, last * (cautious ? 2 : 16)));
            sizer.Record(cost.Get * (long)size, size);
            (position, last) = (position + size, size);
        }
    }

    /// <summary>Whoever claims the last batch has at most a share of the work that the others, too, could have had.</summary>
    [Property(MaxTest = 200)]
    public void Nobody_takes_more_than_a_quarter_of_a_share_of_dear_work(PositiveInt elements, PositiveInt participants, PositiveInt cost)
    {
        var (workers, elementCost) = (1 + (participants.Get % 64), 100 + (cost.Get % 10_000));
        var sizer = Grown(elementCost);
        var position = 0L;
        for (var left = elements.Get * 100L; left > 0;)
        {
            var size = Math.Min(sizer.Next(position, left, workers, isCrowded: false, out _), left);
            if (left * elementCost > BatchSizer.HelpThreshold)
                Assert.InRange(size, 1, Math.Max(1, Math.Max(left / (4 * workers), Target / BatchSizer.TaperFloor / elementCost)));
            (position, left) = (position + size, left - size);
        }
    }

    private static BatchSizer Create(bool cautious = false) => new(1, Most, cautious, Target);

    /// <summary>One that has seen enough elements of a cost to have its batches as large as it wants them.</summary>
    private static BatchSizer Grown(int elementCost, int min = 1)
    {
        var sizer = new BatchSizer(min, Most, cautious: false, Target);
        for (var i = 0; i < 10; i++)
        {
            var size = Next(ref sizer);
            sizer.Record((long)elementCost * size, size);
        }
        return sizer;
    }

    private static int Next(BatchSizer sizer) => Next(ref sizer);

    private static int Next(ref BatchSizer sizer) => sizer.Next(0, null, 2, isCrowded: false, out _);

    private static int[] Sizes(ref BatchSizer sizer, int count)
    {
        var sizes = new int[count];
        for (var i = 0; i < count; i++)
            sizes[i] = Next(ref sizer);
        return sizes;
    }
}
