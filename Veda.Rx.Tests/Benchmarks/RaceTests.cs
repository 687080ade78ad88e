using Veda.Rx.Benchmarks.Harness;
using Xunit;

namespace Veda.Rx.Tests.Benchmarks;

public sealed class RaceTests
{
    /// <summary>Two runs to warm up, then the rounds.</summary>
    private const int WarmUps = 2;

    [Fact]
    public void Contenders_are_compared_within_rounds()
    {
        using var workload = new Scripted([10, 20, 40], [20, 20, 20]);
        var other = new Race(workload, rounds: 3).Run("scripted", size: 5).Contenders[1];
        Assert.Equal((20, 20, 1), (other.MedianMs, other.MinMs, other.RatioToVeda));
    }

    [Fact]
    public void So_are_their_parts()
    {
        using var workload = new Scripted([10, 20, 40], [20, 20, 20]);
        var result = new Race(workload, rounds: 3).Run("scripted", size: 5);
        Assert.Equal((3, 5), (result.Rounds, result.N));
        Assert.Equal([new PartResult("half", 10, 1), new PartResult("double", 40, 1)], result.Veda.Parts);
        Assert.Equal([new PartResult("half", 10, 1), new PartResult("double", 40, 1)], result.Contenders[1].Parts);
    }

    [Fact]
    public void A_wrong_answer_ends_it()
    {
        using var workload = new Scripted([10], [10], answer: 2);
        Assert.Equal("other answered 2; right is 1.", Assert.Throws<WrongAnswerException>(() => new Race(workload, rounds: 1).Run("scripted", size: 5)).Message);
    }

    [Theory]
    [InlineData(2.0, true)]
    [InlineData(2.1, false)]
    public void A_promise_can_be_about_a_part(double least, bool met)
    {
        var promise = Promise.AtLeast("other", "half", least);
        Assert.Equal(("2.00", met), promise.Measure(Result(vedaMs: 10, otherRatio: 7, partRatio: 2)));
    }

    [Theory]
    [InlineData(0.5, "2.00", true)]
    [InlineData(0.25, "4.00", false)]
    public void A_promise_can_be_how_many_times_as_long_it_takes(double otherRatio, string measured, bool met) =>
        Assert.Equal((measured, met), Promise.AtMost("other", 3).Measure(Result(10, otherRatio, partRatio: 1)));

    [Theory]
    [InlineData(0.9, "0.900", true)]
    [InlineData(1, "1.000", false)]
    public void A_promise_can_be_a_share_of_the_time(double vedaMs, string measured, bool met) =>
        Assert.Equal((measured, met), Promise.TakesShareOf(1, "of a core").Measure(Result(vedaMs, 1, 1)));

    private static WorkloadResult Result(double vedaMs, double otherRatio, double partRatio) => new("scripted", N: 100, Rounds: 1, Ceiling: 2,
    [
        new("veda", Role.Veda, vedaMs, vedaMs, 0, 1, [new("half", vedaMs / 2, 1)]),
        new("other", Role.Peer, vedaMs, vedaMs, 0, otherRatio, [new("half", vedaMs / 2, partRatio)]),
    ]);

    /// <summary>Two contenders that say they took so long, round by round.</summary>
    private sealed class Scripted : Workload<int>
    {
        public Scripted(double[] veda, double[] other, int answer = 1) =>
            Contenders = [SelfTimed("veda", Role.Veda, Script(veda, 1)), SelfTimed("other", Role.Peer, Script(other, answer))];

        public override string Job => "nothing";

        public override IReadOnlyList<Contender> Contenders { get; }

        public override IReadOnlyList<string> Parts => ["half", "double"];

        protected override int Expected => 1;

        public override Action PlainLoop() => () => Thread.SpinWait(1_000);

        private static Func<Timed<int>> Script(double[] times, int answer)
        {
            var run = -WarmUps;
            return () =>
            {
                var time = times[Math.Max(0, run++)];
                return new Timed<int>(answer, time, time / 2, time * 2);
            };
        }
    }
}
