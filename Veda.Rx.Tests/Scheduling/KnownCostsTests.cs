using Veda.Rx.Internal;
using Veda.Rx.Sources;
using Veda.Rx.Tests.WorkStealing;
using Xunit;

namespace Veda.Rx.Tests.Scheduling;

public class KnownCostsTests
{
    private static readonly TimeSpan s_dear = TimeSpan.FromMilliseconds(1);

    private readonly KnownCosts _costs = new();

    [Fact]
    public void Nothing_is_known_at_first()
    {
        Assert.True(_costs.IsEmpty);
        Assert.Equal(0, _costs.Of(1));
    }

    [Fact]
    public void What_was_dear_is_known_to_the_same_code_only()
    {
        _costs.Learn(1, 20_000);
        Assert.False(_costs.IsEmpty);
        Assert.Equal(20_000, _costs.Of(1));
        Assert.Equal(0, _costs.Of(1 + 64));
    }

    [Theory]
    [InlineData(int.MinValue)]
    [InlineData(-1)]
    [InlineData(0)]
    [InlineData(int.MaxValue)]
    public void Any_hash_has_a_place(int code)
    {
        _costs.Learn(code, 20_000);
        Assert.Equal(20_000, _costs.Of(code));
    }

    [Fact]
    public void What_is_forgotten_is_not_known_any_more()
    {
        _costs.Learn(1, 20_000);
        _costs.Forget(1);
        Assert.Equal(0, _costs.Of(1));
        Assert.True(_costs.IsEmpty);
    }

    [Fact]
    public void Forgetting_spares_other_code_in_the_same_place()
    {
        _costs.Learn(1, 20_000);
        _costs.Forget(1 + 64);
        Assert.Equal(20_000, _costs.Of(1));
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
            new StageFlow<int, int>(new SourceFlow<int>(new RangeSource(0, 1)), new MapStage<DelegateKernel<int, int>, int, int>(new(map))).Code(following: 0);
    }
}
