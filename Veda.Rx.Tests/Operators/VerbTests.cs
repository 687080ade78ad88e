using System.Reactive.Linq;
using Xunit;

namespace Veda.Rx.Tests.Operators;

/// <summary>Every verb sees what LINQ sees, wherever it stands.</summary>
public sealed class VerbTests
{
    [Fact]
    public void Map() => Against.Linq(s => s.Map(x => (long)x + 1), s => s.Select(x => (long)x + 1));

    [Fact]
    public void Map_with_a_kernel() => Against.Linq(s => s.Map(new Half()), s => s.Select(x => x / 2.0));

    [Fact]
    public void Map_with_the_index() => Against.Linq(s => s.Select((x, i) => x - i), s => s.Select((x, i) => x - i));

    [Fact]
    public void Filter() => Against.Linq(s => s.Filter(x => x % 2 == 0), s => s.Where(x => x % 2 == 0));

    [Fact]
    public void Filter_with_a_kernel() => Against.Linq(s => s.Filter(new IsOdd()), s => s.Where(x => (x & 1) != 0));

    [Fact]
    public void Filter_with_the_index() => Against.Linq(s => s.Where((x, i) => i % 5 != 2), s => s.Where((x, i) => i % 5 != 2));

    [Fact]
    public void A_failing_filter_passes_on_what_is_before() =>
        Against.Linq(s => s.Filter(x => Against.FailAt(700)(x) % 2 == 0), s => s.Where(x => Against.FailAt(700)(x) % 2 == 0));

    [Fact]
    public void A_failing_kernel_passes_on_what_is_before() =>
        Against.Linq(s => s.Map(new Reciprocal()), s => s.Select(x => 10_000 / (x - 700)));

    [Fact]
    public void Enumerate() => Against.Linq(s => s.Enumerate(), s => s.Select((x, i) => ((long)i, x)));

    [Theory]
    [InlineData(-1)]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(1024)]
    [InlineData(2500)]
    [InlineData(int.MaxValue)]
    public void Take(int count) => Against.Linq(s => s.Take(count), s => s.Take(count));

    [Theory]
    [InlineData(-1)]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(1024)]
    [InlineData(2500)]
    [InlineData(int.MaxValue)]
    public void Skip(int count) => Against.Linq(s => s.Skip(count), s => s.Skip(count));

    public static TheoryData<string> Ranges =>
    [
        "0..", "..0", "2..5", "5..2", "1000..2500", "0..1", "..^0", "..^1", "3..^1", "1000..^1500", "..^9999", "9999..",
        "^0..", "^1..", "^9999..", "^3..^1", "^1..^3", "^1500..^100", "^2..1", "^9999..7", "^1024..^0", "^5..5000",
    ];

    [Theory, MemberData(nameof(Ranges))]
    public void Take_a_range(string text)
    {
        var ends = text.Split("..").Select((end, i) => end.Length == 0 ? (i == 0 ? Index.Start : Index.End) : new Index(int.Parse(end.TrimStart('^')), end[0] == '^')).ToArray();
        var range = ends[0]..ends[1];
        Against.Linq(s => s.Take(range), s => s.Take(range));
    }

    [Fact]
    public void Slices_of_slices() => Against.Linq(
        s => s.Skip(3).Take(2000).Skip(1000).Enumerate().Skip(2).Map(p => p).Skip(1).Take(900).Take(500).Select((p, i) => (p, i)),
        s => Against.Yield(s.Skip(3).Take(2000).Skip(1000)).Select((x, i) => ((long)i, x)).Where(_ => true).Skip(3).Take(500).Select((p, i) => (p, i)));

    [Fact]
    public void TakeWhile() => Against.Linq(s => s.TakeWhile(x => x < 1500), s => s.TakeWhile(x => x < 1500));

    [Fact]
    public void TakeWhile_with_the_index() => Against.Linq(s => s.TakeWhile((x, i) => i < 1500), s => s.TakeWhile((x, i) => i < 1500));

    [Fact]
    public void TakeWhile_that_fails_behind_its_end_or_before() => Against.Linq(
        s => s.TakeWhile(x => Against.FailAt(900)(x) != 1000).Concat(s.TakeWhile(x => Against.FailAt(900)(x) != 800)),
        s => s.TakeWhile(x => Against.FailAt(900)(x) != 1000).Concat(s.TakeWhile(x => Against.FailAt(900)(x) != 800)));

    [Theory]
    [InlineData(1)]
    [InlineData(3)]
    [InlineData(1024)]
    [InlineData(10_000)]
    public void Chunk(int size) => Against.Linq(s => s.Chunk(size), s => s.Chunk(size));

    [Fact]
    public void Chunks_of_chunks() => Against.Linq(s => s.Chunk(2).Chunk(3).Map(c => c.Length), s => s.Chunk(2).Chunk(3).Select(c => c.Length));

    [Fact]
    public void Scan() => Against.Linq(s => s.Scan(7L, (a, b) => a * 31 + b), s => Against.Scan(s, 7L, (a, b) => a * 31 + b));

    [Fact]
    public void Scan_without_a_seed() =>
        Against.Linq(s => s.Scan((a, b) => a * 31 + b), s => Against.Scan(s, (a, b) => a * 31 + b));

    [Fact]
    public void A_failing_scan_passes_on_what_is_before() =>
        Against.Linq(s => s.Scan(0, (_, x) => Against.FailAt(700)(x)), s => Against.Scan(s, 0, (_, x) => Against.FailAt(700)(x)));

    [Fact]
    public void Concat_of_itself() => Against.Linq(s => s.Concat(s), s => s.Concat(s));

    [Fact]
    public void Concat_of_several() => Against.Linq(
        s => s.Take(10).Concat(VedaStream.Empty<int>()).Concat(s.Filter(x => x % 7 == 0)).Concat(new[] { -1 }.ToVeda()).Enumerate(),
        s => s.Take(10).Concat(s.Where(x => x % 7 == 0)).Append(-1).Select((x, i) => ((long)i, x)));

    [Fact]
    public void Zip_with_something_shorter() => Against.Linq(
        s => s.Zip(VedaStream.Range(100, 1500)),
        s => s.Zip(Enumerable.Range(100, 1500)));

    [Fact]
    public void Zip_with_a_filtered_one() => Against.Linq(
        s => s.Zip(s.Filter(x => x % 2 == 0), (a, b) => a - b),
        s => s.Zip(s.Where(x => x % 2 == 0), (a, b) => a - b));

    [Fact]
    public void Zip_of_zips() => Against.Linq(
        s => s.Zip(s.Zip(s.Skip(1)).Concat(s.Zip(s))).Take(3000).Select((p, i) => (p, i)),
        s => s.Zip(s.Zip(s.Skip(1)).Concat(s.Zip(s))).Take(3000).Select((p, i) => (p, i)));

    [Fact]
    public void Zip_of_three() => Against.Linq(
        s => s.Zip(s.Filter(x => x % 2 == 0), s.Skip(1)),
        s => s.Zip(s.Where(x => x % 2 == 0), s.Skip(1)));

    [Fact]
    public void Zip_of_three_sequences_with_more_behind() => Against.Linq(
        s => s.Zip(Enumerable.Range(0, 3000), Enumerable.Range(7, 2000)).Map(t => t.First + t.Second * t.Third).Filter(x => x % 3 != 0),
        s => s.Zip(Enumerable.Range(0, 3000), Enumerable.Range(7, 2000)).Select(t => t.First + t.Second * t.Third).Where(x => x % 3 != 0));

    [Fact]
    public void Zip_and_Concat_of_async_sequences() => Against.Linq(
        s => s.Zip(AsyncEnumerable.Range(0, 1500), AsyncEnumerable.Range(5, 3000)).Map(t => t.First + t.Second + t.Third)
            .Concat(AsyncEnumerable.Range(0, 10)).Zip(AsyncEnumerable.Range(0, 2000), (a, b) => a * b).Zip(AsyncEnumerable.Range(0, 1000)),
        s => s.Zip(Enumerable.Range(0, 1500), Enumerable.Range(5, 3000)).Select(t => t.First + t.Second + t.Third)
            .Concat(Enumerable.Range(0, 10)).Zip(Enumerable.Range(0, 2000), (a, b) => a * b).Zip(Enumerable.Range(0, 1000)));

    [Fact]
    public void Zip_and_Concat_of_observables() => Against.Linq(
        s => s.Zip(Observable.Range(0, 1500), Observable.Range(5, 3000), (a, b, c) => a + b + c).Concat(Observable.Range(0, 10)).Zip(Observable.Range(0, 2000)),
        s => s.Zip(Enumerable.Range(0, 1500), Enumerable.Range(5, 3000)).Select(t => t.First + t.Second + t.Third).Concat(Enumerable.Range(0, 10)).Zip(Enumerable.Range(0, 2000)));

    [Fact]
    public void Inspect() => Against.Linq(s => s.Inspect(_ => { }), s => s);

    [Fact]
    public void A_failing_inspection_passes_on_what_is_before() =>
        Against.Linq(s => s.Inspect(x => Against.FailAt(700)(x)), s => s.Select(x => Against.FailAt(700)(x)));

    [Fact]
    public void MapWith() => Against.Linq(s => s.MapWith(() => new int[1], (cell, x) => (cell[0] = x) * 2), s => s.Select(x => x * 2));

    [Fact]
    public void WithProgress() => Against.Linq(s => s.WithProgress(new Reports()).Map(x => x), s => s);

    [Fact]
    public void Query_syntax() => Against.Linq(
        s => from x in s where x % 2 == 0 select x + 1,
        s => from x in s where x % 2 == 0 select x + 1);

    private readonly struct Half : IKernel<Half, int, double>
    {
        public double Invoke(int value) => value / 2.0;
    }

    private readonly struct IsOdd : IPredicateKernel<IsOdd, int>
    {
        public bool Invoke(int value) => (value & 1) != 0;
    }

    private readonly struct Reciprocal : IKernel<Reciprocal, int, int>
    {
        public int Invoke(int value) => 10_000 / (value - 700);
    }
}
