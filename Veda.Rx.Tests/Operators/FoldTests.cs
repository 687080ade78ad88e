using Xunit;

namespace Veda.Rx.Tests.Operators;

public sealed class FoldTests
{
    [Theory, MemberData(nameof(Inputs.AllSizes), MemberType = typeof(Inputs))]
    public void Folding_is_linqs(int size)
    {
        var items = Inputs.Numbers(size);
        Inputs.SameAsLinq(items, x => x.Aggregate("", Last), s => s.Fold(() => "", Last, Later));
        Inputs.SameAsLinq(items, x => x.ToList(), s => s.Fold(() => new List<int>(), (list, x) => list.Add(x), (list, later) => list.AddRange(later)));
        Inputs.SameAsLinq(items, x => x.Aggregate((a, b) => Math.Max(a, b)), s => s.Reduce((a, b) => Math.Max(a, b)));
        Inputs.SameAsLinq(items, x => x.Aggregate((a, b) => a * 31 + b), s => s.Aggregate((a, b) => a * 31 + b));
        Inputs.SameAsLinq(items, x => x.Aggregate(7, (a, b) => a * 31 + b), s => s.Aggregate(7, (a, b) => a * 31 + b));
        Inputs.SameAsLinq(items, x => x.Aggregate(7L, (a, b) => a * 31 + b, a => a.ToString()), s => s.Aggregate(7L, (a, b) => a * 31 + b, a => a.ToString()));

        static string Last(string acc, int x) => (acc + x)[^Math.Min(5, (acc + x).Length)..];
        static string Later(string acc, string later) => (acc + later)[^Math.Min(5, (acc + later).Length)..];
    }

    [Fact]
    public void Reduce_keeps_the_order_on_ordered_streams()
    {
        var words = Enumerable.Range(0, 5000).Select(x => $"{x},").ToArray();
        Inputs.SameAsLinq(words, string.Concat, s => s.Reduce(string.Concat));
    }

    [Fact]
    public void An_ordered_fold_makes_one_accumulator_a_leaf()
    {
        foreach (var stream in Inputs.Streams(Enumerable.Range(0, 10_000).ToArray()))
        {
            var made = 0;
            var sum = stream.Fold(() => { Interlocked.Increment(ref made); return 0; }, (a, x) => a + x, (a, b) => a + b).Wait();
            Assert.Equal(Enumerable.Range(0, 10_000).Sum(), sum);
            Assert.Equal(10, made);
        }
    }

    [Fact]
    public void An_unordered_fold_makes_one_accumulator_a_participant()
    {
        foreach (var source in Inputs.Sources(Enumerable.Range(0, 10_000).ToArray()))
        {
            var made = 0;
            var set = source.With(maxBatch: 16, parallelism: 3, ordered: false)
                .Fold(() => { Interlocked.Increment(ref made); return new HashSet<int>(); }, (s, x) => s.Add(x), (s, later) => s.UnionWith(later))
                .Wait();
            Assert.Equal(10_000, set.Count);
            Assert.InRange(made, 1, 3);
        }
    }

    [Fact]
    public void What_delegates_throw_ends_the_run()
    {
        var stream = Enumerable.Range(0, 5000).ToArray().ToVeda();
        Assert.Throws<DivideByZeroException>(() => stream.Fold<int, int>(() => throw new DivideByZeroException(), (a, x) => a, (a, b) => a).Wait());
        Assert.Throws<DivideByZeroException>(() => stream.Fold(() => 0, (a, x) => a / 0 * 0, (a, b) => a).Wait());
        Assert.Throws<DivideByZeroException>(() => stream.Fold<int, int>(() => 0, (a, x) => a, (a, b) => throw new DivideByZeroException()).Wait());
        Assert.Throws<DivideByZeroException>(() => stream.Aggregate<int, int, int>(0, (a, x) => a, a => throw new DivideByZeroException()).Wait());
        Assert.Equal("7", Assert.Throws<InvalidOperationException>(
            () => stream.Aggregate(0, (a, x) => x >= 7 ? throw new InvalidOperationException(x.ToString()) : a).Wait()).Message);
    }

    [Fact]
    public async Task An_identity_that_throws_reaches_the_task_and_the_observer()
    {
        var single = VedaStream.ToVeda<int>([]).Fold<int, int>(() => throw new DivideByZeroException(), (a, x) => a, (a, b) => a);
        await Assert.ThrowsAsync<DivideByZeroException>(() => single.AsTask(TestContext.Current.CancellationToken));
    }

    [Fact]
    public void Of_several_errors_the_first_position_wins()
    {
        foreach (var stream in Inputs.Streams(Enumerable.Range(0, 5000).ToArray()))
        {
            var failing = stream.Fold(() => 0, (a, x) => x >= 1500 ? throw new InvalidOperationException(x.ToString()) : a, (a, b) => a);
            Assert.Equal("1500", Assert.Throws<InvalidOperationException>(() => failing.Wait()).Message);
        }
    }
}
