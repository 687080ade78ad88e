using Veda.Rx.Batching;
using Veda.Rx.Fusion;
using Veda.Rx.Tests.WorkStealing;
using Xunit;

namespace Veda.Rx.Tests.Batching;

public class KnownCostsTests
{
    private static readonly TimeSpan s_dear = TimeSpan.FromMilliseconds(1);

    private readonly KnownCosts _costs = new();

    [Fact]
    public void Nothing_is_known_at_first() => Assert.Equal(0, _costs.Of(new Plan(1)));

    [Fact]
    public void What_was_dear_is_known_to_the_same_code_only()
    {
        _costs.Learn(new Plan(1), Measured(KnownCosts.Dear));
        Assert.Equal(KnownCosts.Dear, _costs.Of(new Plan(1)));
        Assert.Equal(0, _costs.Of(new Plan(1 + 64)));
    }

    [Theory]
    [InlineData(int.MinValue)]
    [InlineData(-1)]
    [InlineData(0)]
    [InlineData(int.MaxValue)]
    public void Any_hash_has_a_place(int code)
    {
        _costs.Learn(new Plan(code), Measured(20_000));
        Assert.Equal(20_000, _costs.Of(new Plan(code)));
    }

    [Fact]
    public void What_was_cheap_is_not_remembered()
    {
        _costs.Learn(new Plan(1), Measured(KnownCosts.Dear - 1));
        Assert.Equal(0, _costs.Of(new Plan(1)));
    }

    [Fact]
    public void One_measurement_teaches_nothing()
    {
        _costs.Learn(new Plan(1), Measured(1e9, times: 1));
        Assert.Equal(0, _costs.Of(new Plan(1)));
    }

    [Fact]
    public void What_was_told_and_is_cheap_now_is_forgotten()
    {
        _costs.Learn(new Plan(1), Measured(20_000));
        _costs.Learn(new Plan(1), Measured(100, told: _costs.Of(new Plan(1))));
        Assert.Equal(0, _costs.Of(new Plan(1)));
    }

    [Fact]
    public void Cheap_code_leaves_the_place_to_the_dear_code_that_it_shares_it_with()
    {
        _costs.Learn(new Plan(1), Measured(20_000));
        _costs.Learn(new Plan(1 + 64), Measured(100, told: 20_000));
        Assert.Equal(20_000, _costs.Of(new Plan(1)));
    }

    /// <summary>The two elements meet, or time out: without the memory the first one is worked on alone.</summary>
    [Fact]
    public void A_second_run_has_help_with_its_first_element()
    {
        var time = new ManualTime();
        using var runtime = new VedaRuntime(new VedaOptions { Workers = 2, Time = time, IdleTimeout = TimeSpan.FromDays(1) });
        using var both = new Barrier(2);
        Assert.False(Run(meets: false));
        Assert.True(Run(meets: true));

        bool Run(bool meets)
        {
            var met = 0;
            VedaStream.Range(0, 2).On(runtime.Scheduler).Map(x =>
            {
                if (meets && both.SignalAndWait(Hang.Limit, TestContext.Current.CancellationToken))
                    Interlocked.Increment(ref met);
                time.Advance(s_dear);
                return x;
            }).Sum().Wait(TestContext.Current.CancellationToken);
            return met == 2;
        }
    }

    [Fact]
    public void Every_line_of_a_program_has_a_code_of_its_own()
    {
        int[] codes = [.. Codes(), .. Codes()];
        Assert.Equal(codes.Length / 2, codes.Distinct().Count());

        static IEnumerable<int> Codes()
        {
            var offset = Random.Shared.Next();
            Func<int, int> plain = x => x + 1;
            yield return Code(plain);
            yield return Code(x => x + offset);
            yield return Code(x => x - offset);
            yield return Code(Math.Abs);
        }

        static int Code(Func<int, int> map) =>
            new StagePlan<int, int>(new MapStage<DelegateKernel<int, int>, int, int>(new(map)), new Plan(0)).Code;
    }

    private static BatchSizer Measured(double cost, int times = 2, double told = 0)
    {
        var sizer = new BatchSizer(1, 1_000, cautious: false, target: 100_000, told);
        for (var i = 0; i < times; i++)
            sizer.Record((long)cost, 1);
        return sizer;
    }

    private sealed class Plan(int code) : IFolderPlan<int>
    {
        public int Code => code;

        public Folder<int> Bind(LaneContext lane, out IOutlet outlet) => throw new NotSupportedException();
    }
}
