using Veda.Rx.Sinks;
using Xunit;

namespace Veda.Rx.Tests.Sinks;

/// <summary>What the engine may do to a reducer, done on purpose: split spans anywhere, fold batches in any order.</summary>
public sealed class ReducerTests
{
    [Fact]
    public void Counts_by_key_remember_the_first_position_whatever_is_folded_first()
    {
        var reducer = new KeyCounter<string, string>(x => x, StringComparer.OrdinalIgnoreCase);
        var acc = reducer.Identity();
        reducer.Fold(ref acc, ["C", "A"], 600);
        reducer.Fold(ref acc, ["b"], 10);
        reducer.Fold(ref acc, ["a", "C"], 10);   // more of the same source elements
        var other = reducer.Identity();
        reducer.Fold(ref other, ["d", "c"], 5);
        reducer.Combine(ref acc, other);
        Assert.Equal([new("d", 1), new("c", 3), new("b", 1), new("a", 2)], reducer.Result(acc));
    }

    [Fact]
    public void Floating_point_sums_do_not_depend_on_how_a_leaf_is_cut_or_who_makes_the_elements()
    {
        var random = new Random(5);
        var items = Enumerable.Range(0, 1024).Select(_ => random.NextDouble()).ToArray();
        var whole = Sum(items, [1024]);
        for (var round = 0; round < 1000; round++)
            Assert.Equal(whole, Sum(items, [random.Next(20), random.Next(20), random.Next(500), random.Next(300), 1]));
        Assert.Equal(whole, Sum(items, [.. Enumerable.Repeat(1, 1024)]));
        Assert.Equal(whole, Sum(items, [.. Enumerable.Repeat(3, 341)]));

        static long Sum(double[] items, int[] cuts)
        {
            var reducer = new FloatSum<double, long>(true, (sum, _) => BitConverter.DoubleToInt64Bits(sum));
            var (acc, total, from) = (reducer.Identity(), reducer.Identity(), 0);
            foreach (var cut in cuts)
            {
                if (from % 2 == 0)
                    Assert.True(reducer.FoldMapped(ref acc, x => x, items.AsSpan(from, cut), 0));
                else
                    reducer.Fold(ref acc, items.AsSpan(from, cut), 0);
                from += cut;
            }
            reducer.Fold(ref acc, items.AsSpan(from), 0);
            reducer.Combine(ref total, acc);
            return reducer.Result(total);
        }
    }

    [Fact]
    public void Every_type_of_floating_point_number_has_the_same_shape()
    {
        var items = Enumerable.Range(0, 1000).Select(x => (Half)(x / 7.0)).ToArray();
        var sum = Of(items.Select(x => (double)x).ToArray());
        Assert.Equal(sum, Of(items.Select(x => (float)x).ToArray()));
        Assert.Equal(sum, Of(items));

        static double Of<T>(T[] items) where T : struct, System.Numerics.INumber<T>
        {
            var reducer = new FloatSum<T, double>(true, (sum, _) => sum);
            var acc = reducer.Identity();
            reducer.Fold(ref acc, items.AsSpan(0, 3), 0);
            reducer.Fold(ref acc, items.AsSpan(3), 0);
            return reducer.Result(acc);
        }
    }

    [Fact]
    public void The_top_is_stable_across_batches()
    {
        var reducer = new TopReducer<(int Key, int Place), int>(3, x => x.Key, Comparer<int>.Default);
        Top<(int Key, int Place), int>? total = null;
        foreach (var batch in new (int, int)[][] { [(1, 0), (5, 1)], [], [(5, 2), (5, 3), (1, 4)], [(9, 5), (5, 6)] })
        {
            var acc = reducer.Identity();
            reducer.Fold(ref acc, batch, 0);
            reducer.Combine(ref total, acc);
        }
        Assert.Equal([(9, 5), (5, 1), (5, 2)], reducer.Result(total));
    }
}
