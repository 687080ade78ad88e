using Xunit;

namespace Veda.Rx.Tests.Operators;

public sealed class CollectTests
{
    [Theory, MemberData(nameof(Inputs.AllSizes), MemberType = typeof(Inputs))]
    public void Collecting_is_linqs(int size)
    {
        var items = Inputs.Numbers(size);
        Inputs.SameAsLinq(items, x => x.Select(y => y * 2L).ToList(), s => s.Map(y => y * 2L).ToList());
        Inputs.SameAsLinq(items, x => x.Select(y => y * 2L).ToList(), s => s.Map(y => y * 2L).Collect());
        Inputs.SameAsLinq(items, x => x.Select(y => y * 2L).ToArray(), s => s.Map(y => y * 2L).ToArray());
        Inputs.SameAsLinq(items, x => x.Where(y => y > 0).ToArray(), s => s.Filter(y => y > 0).ToArray());
        Inputs.SameAsLinq(items, x => x.Select(y => y.ToString()).ToArray(), s => s.Map(y => y.ToString()).ToArray());
    }

    [Theory, MemberData(nameof(Inputs.AllSizes), MemberType = typeof(Inputs))]
    public void Unordered_collecting_keeps_the_multiset(int size)
    {
        var items = Inputs.Numbers(size);
        foreach (var source in Inputs.Sources(items))
        {
            var unordered = source.Filter(x => x != 5).With(maxBatch: 16, ordered: false);
            Assert.Equal(items.Where(x => x != 5).Order(), unordered.ToArray().Wait().Order());
        }
    }

    [Theory, MemberData(nameof(Inputs.AllSizes), MemberType = typeof(Inputs))]
    public void Copies_into_the_callers_memory(int size)
    {
        var items = Inputs.Numbers(size);
        foreach (var stream in Inputs.Streams(items))
        {
            var memory = new int[size + 3];
            memory.AsSpan().Fill(7777);
            Assert.Equal(size, stream.CopyInto(memory).Wait());
            Assert.Equal([.. items, 7777, 7777, 7777], memory);
            if (size > 0)
            {
                var error = Assert.Throws<ArgumentException>(() => stream.CopyInto(memory.AsMemory(0, size - 1)).Wait());
                Assert.Equal("destination", error.ParamName);
            }
        }
    }

    [Fact]
    public void An_error_before_the_end_of_the_memory_comes_before_the_lack_of_room()
    {
        foreach (var stream in Inputs.Streams(Enumerable.Range(0, 5000).ToArray()))
        {
            var failing = stream.Map(x => x == 4000 ? throw new DivideByZeroException() : x);
            Assert.Throws<ArgumentException>(() => failing.CopyInto(new int[3999]).Wait());
            Assert.Throws<DivideByZeroException>(() => failing.CopyInto(new int[4001]).Wait());
        }
    }

    [Fact]
    public void A_collection_runs_anew_every_time()
    {
        var list = new List<int> { 1, 2 };
        var single = list.ToVeda().Map(x => x + 1).ToArray();
        var first = single.Wait();
        list.Add(3);
        Assert.Equal([2, 3], first);
        Assert.Equal([2, 3, 4], single.Wait());
    }

    [Fact]
    public void A_source_that_shrinks_does_not_leave_holes()
    {
        var liar = new Liar();
        Assert.Throws<InvalidOperationException>(() => new VedaStream<int>(new SourceFlow<int>(liar), StreamSettings.Default).ToArray().Wait());
    }

    [Theory, MemberData(nameof(Inputs.AllSizes), MemberType = typeof(Inputs))]
    public void Dictionaries_are_linqs(int size)
    {
        var items = Enumerable.Range(0, size).ToArray();
        Inputs.SameAsLinq(items, x => x.ToDictionary(y => y), s => s.ToDictionary(y => y));
        Inputs.SameAsLinq(items, x => x.ToDictionary(y => -y, y => y.ToString()), s => s.ToDictionary(y => -y, y => y.ToString()));
        Inputs.SameAsLinq(items, x => x.ToDictionary(y => y % 4000), s => s.ToDictionary(y => y % 4000));
        Inputs.SameAsLinq(items, x => x.Select(y => (y, "a")).ToDictionary(), s => s.Map(y => (y, "a")).ToDictionary());
    }

    [Fact]
    public void A_second_equal_key_is_an_error_at_its_position()
    {
        var words = new[] { "a", "b", "A" };
        Assert.Equal(3, words.ToVeda().ToDictionary(x => x).Wait().Count);
        Assert.Throws<ArgumentException>(() => words.ToVeda().ToDictionary(x => x, StringComparer.OrdinalIgnoreCase).Wait());
        Assert.Throws<ArgumentNullException>(() => new[] { "a", null!, "a" }.ToVeda().ToDictionary(x => x).Wait());
        var late = Enumerable.Range(0, 5000).ToArray().ToVeda().ToDictionary(x => x == 3000 ? throw new DivideByZeroException() : x % 2999);
        Assert.Throws<ArgumentException>(() => late.Wait());
    }

    [Fact]
    public void Null_arguments_are_named_at_the_call()
    {
        var stream = new[] { 1 }.ToVeda();
        Assert.Equal("keySelector", Assert.Throws<ArgumentNullException>(() => stream.ToDictionary<int, int>(null!)).ParamName);
        Assert.Equal("elementSelector", Assert.Throws<ArgumentNullException>(() => stream.ToDictionary<int, int, int>(x => x, null!)).ParamName);
        Assert.Equal("source", Assert.Throws<ArgumentNullException>(() => ((VedaStream<int>)null!).ToArray()).ParamName);
        Assert.Equal("source", Assert.Throws<ArgumentNullException>(() => ((VedaStream<int?>)null!).Sum()).ParamName);
        Assert.Equal("source", Assert.Throws<ArgumentNullException>(() => ((VedaStream<int>)null!).TopN(3)).ParamName);
    }

    /// <summary>Says that it has two elements, and has one.</summary>
    private sealed class Liar : Sources.StreamSource<int>
    {
        public override long? Length => 2;

        public override Sources.SourceCursor<int> Open(Sources.ISourceHost host) => new Sources.ArraySource<int>([1]).Open(host);
    }
}
