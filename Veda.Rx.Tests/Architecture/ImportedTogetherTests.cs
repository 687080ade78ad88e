using System.Collections.Generic;
using System.Linq;
using System.Reactive;
using System.Reactive.Concurrency;
using System.Reactive.Disposables;
using System.Reactive.Linq;
using System.Reactive.Subjects;
using System.Reactive.Threading.Tasks;
using System.Reflection;
using System.Runtime.CompilerServices;
using System.Threading.Channels;
using Veda.Rx.Batching;
using Veda.Rx.Fusion;
using Veda.Rx.Sources;
using Veda.Rx.Tests.Guarantees;
using Xunit;
using Observable = System.Reactive.Linq.Observable;

namespace Veda.Rx.Tests.Architecture;

/// <summary>
/// LINQ, its async twin, Rx and Veda imported together: every verb compiles on a stream, and is Veda's. That this file
/// compiles, with the types it writes down, is the test.
/// </summary>
public sealed class ImportedTogetherTests
{
    private static readonly VedaStream<int> s_numbers = VedaStream.Range(0, 20);

    [Fact]
    public async Task Verbs_are_ours()
    {
        VedaStream<long> map = s_numbers.Map(x => (long)x);
        VedaStream<int> select = s_numbers.Select((x, i) => x - i);
        VedaStream<int> filter = s_numbers.Filter(x => x > 0);
        VedaStream<int> where = s_numbers.Where((x, i) => x == i);
        VedaStream<int> flatMap = s_numbers.FlatMap(x => new[] { x, x });
        VedaStream<int> selectMany = s_numbers.SelectMany(x => VedaStream.Repeat(x, 2));
        VedaStream<int> take = s_numbers.Take(5);
        VedaStream<int> skip = s_numbers.Skip(5);
        VedaStream<int> takeWhile = s_numbers.TakeWhile(x => x < 5);
        VedaStream<int[]> chunk = s_numbers.Chunk(3);
        VedaStream<int> scan = s_numbers.Scan((a, b) => a + b);
        VedaStream<int> concat = s_numbers.Concat(s_numbers);
        VedaStream<(int First, int Second)> zip = s_numbers.Zip(s_numbers);
        VedaStream<(long Index, int Value)> enumerate = s_numbers.Enumerate();
        VedaStream<int> inspect = s_numbers.Inspect(_ => { });
        VedaStream<int> mapRandom = s_numbers.MapRandom(1, (x, random) => x + random.Next(1));
        VedaStream<int> mapWith = s_numbers.MapWith(() => 1, (one, x) => x + one);
        VedaStream<KeyValuePair<int, int>> countBy = s_numbers.CountBy(x => x % 2);
        VedaStream<KeyValuePair<int, int>> aggregateBy = s_numbers.AggregateBy(x => x % 2, 0, (a, x) => a + x);
        VedaStream<int> topN = s_numbers.TopN(3);
        VedaStream<int> tuned = s_numbers.Unordered().WithBatch(1, 10).WithParallelism(2).WithCancellation(default).WithProgress(new Progress<long>()).On(TaskPoolScheduler.Default);
        VedaStream<string> lines = VedaStream.Lines("none").Concat(VedaStream.Lines(new MemoryStream()));
        VedaStream<ReadOnlyMemory<byte>> rows = VedaStream.Utf8Lines(["none"]).Take(0);
        VedaStream<int> made = VedaStream.Generate(0, x => x < 3, x => x + 1, x => x).Concat(VedaStream.Empty<int>()).Concat(VedaStream.Return(1));
        VedaStream<int> unmade = VedaStream.Throw<int>(new IOException()).Concat(VedaStream.Never<int>());
        VedaStream<int> own = VedaStream.From(new OneSeven()).Then(new Through()).ThenInOrder(new Through());

        Assert.Equal((190L, 0, 190), (await map.Sum(), await select.Sum(), await filter.Sum()));
        Assert.Equal((190, 380, 380), (await where.Sum(), await flatMap.Sum(), await selectMany.Sum()));
        Assert.Equal((10, 180, 10), (await take.Sum(), await skip.Sum(), await takeWhile.Sum()));
        Assert.Equal((7, 190, 380), (await chunk.Count(), await scan.Max(), await concat.Sum()));
        Assert.Equal((380, 190L, 190), (await zip.Sum(p => p.First + p.Second), await enumerate.Sum(p => p.Index), await inspect.Sum()));
        Assert.Equal((210, 20, 190), (await mapWith.Sum(), await countBy.Sum(p => p.Value), await aggregateBy.Sum(p => p.Value)));
        Assert.Equal((54, 190, 4), (await topN.Sum(), await tuned.Sum(), await made.Sum()));
        await Assert.ThrowsAsync<IOException>(async () => await unmade.Sum());
        Assert.Equal(7, await own);
    }

    [Fact]
    public async Task Terminals_are_ours()
    {
        VedaSingle<List<int>> toList = s_numbers.ToList();
        VedaSingle<List<int>> collect = s_numbers.Collect();
        VedaSingle<int[]> toArray = s_numbers.ToArray();
        VedaSingle<int> copied = s_numbers.CopyInto(new int[20]);
        VedaSingle<Dictionary<int, int>> toDictionary = s_numbers.ToDictionary(x => x);
        VedaSingle<int> fold = s_numbers.Fold(() => 0, (a, x) => a + x, (a, b) => a + b);
        VedaSingle<int> reduce = s_numbers.Reduce((a, b) => a + b);
        VedaSingle<int> aggregate = s_numbers.Aggregate(0, (a, x) => a + x);
        VedaSingle<int> sum = s_numbers.Sum();
        VedaSingle<double> average = s_numbers.Average();
        VedaSingle<int> min = s_numbers.Min();
        VedaSingle<int> max = s_numbers.Max();
        VedaSingle<int> minBy = s_numbers.MinBy(x => -x);
        VedaSingle<int> maxBy = s_numbers.MaxBy(x => -x);
        VedaSingle<int> count = s_numbers.Count();
        VedaSingle<long> longCount = s_numbers.LongCount();
        VedaSingle<bool> any = s_numbers.Any();
        VedaSingle<bool> all = s_numbers.All(x => x >= 0);
        VedaSingle<bool> contains = s_numbers.Contains(19);
        VedaSingle<int> first = s_numbers.First();
        VedaSingle<int> firstOrDefault = s_numbers.FirstOrDefault();
        VedaSingle<int> last = s_numbers.Last();
        VedaSingle<int> lastOrDefault = s_numbers.LastOrDefault();
        VedaSingle<int> single = s_numbers.Take(1).Single();
        VedaSingle<int> singleOrDefault = s_numbers.Take(0).SingleOrDefault();
        VedaSingle<Unit> forEach = s_numbers.ForEach(_ => { });
        ChannelReader<int> channel = s_numbers.ToChannel(3);
        IEnumerable<int> pulled = s_numbers.ToEnumerable();
        IAsyncEnumerable<int> asynchronous = s_numbers.AsAsyncEnumerable();

        Assert.Equal((20, 20, 20, 20, 20), ((await toList).Count, collect.Wait().Count, (await toArray).Length, await copied, (await toDictionary).Count));
        Assert.Equal((190, 190, 190, 190), (await fold, await reduce, await aggregate, await sum.AsTask()));
        Assert.Equal((9.5, 0, 19, 19, 0), (await average, await min, await max, await minBy, await maxBy));
        Assert.Equal((20, 20L, true, true, true), (await count, await longCount, await any, await all, await contains));
        Assert.Equal((0, 0, 19, 19, 0, 0), (await first, await firstOrDefault, await last, await lastOrDefault, await single, await singleOrDefault));
        await forEach;
        Assert.Equal((20, 20, 20), (await channel.ReadAllAsync().CountAsync(), pulled.Count(), await asynchronous.CountAsync()));
    }

    [Fact]
    public async Task Query_syntax_and_loops_are_ours()
    {
        VedaStream<int> query = from x in s_numbers where x % 2 == 0 from y in new[] { x, x + 1 } let z = x * y select z;
        VedaStream<int> nested = from x in s_numbers from y in VedaStream.Range(0, x) select y;
        var expected = from x in Enumerable.Range(0, 20) where x % 2 == 0 from y in new[] { x, x + 1 } let z = x * y select z;
        Assert.Equal(expected, await query.ToList());
        Assert.Equal(190, await nested.Count());
        var sum = 0;
        await foreach (var x in s_numbers.Map(x => x))
            sum += x;
        foreach (var x in s_numbers.ToEnumerable())
            sum += x;
        foreach (var x in s_numbers)
            sum += x;
        Assert.Equal(570, sum);
        Assert.Equal((19, 19), (await s_numbers, s_numbers.Wait()));
        var heard = new TaskCompletionSource<int>();
        using var run = s_numbers.Sum().Subscribe(heard.SetResult);
        using var other = s_numbers.Subscribe(_ => { });
        Assert.Equal(190, await heard.Task.InTime());
    }

    [Fact]
    public async Task Sources_of_several_kinds_become_streams()
    {
        using var subject = new ReplaySubject<int>();
        subject.OnNext(1);
        subject.OnCompleted();
        VedaStream<int>[] streams =
        [
            new[] { 1 }.ToVeda(), new List<int> { 1 }.ToVeda(), new HashSet<int> { 1 }.ToVeda(), Enumerable.Repeat(1, 1).ToVeda(), AsyncEnumerable.Repeat(1, 1).ToVeda(),
            Observable.Return(1).ToVeda(), subject.ToVeda(), s_numbers.Skip(1).Take(1).ToVeda(), s_numbers.Take(2).Sum().ToVeda(), s_numbers.Skip(1).Take(1).ToChannel(1).ToVeda(),
            System.Collections.Immutable.ImmutableArray.Create(1).ToVeda(), Task.FromResult(1).ToObservable().ToVeda(),
        ];
        foreach (var stream in streams)
            Assert.Equal(1, await stream.Single().AsTask().InTime());
    }

    [Fact]
    public async Task What_is_several_kinds_of_sequence_is_taken_as_the_first_of_them()
    {
        VedaStream<string>[] streams =
        [
            s_numbers.Take(1).FlatMap(_ => new AllAtOnce()), s_numbers.Take(1).FlatMap((_, _) => new AllAtOnce()), s_numbers.Take(1).SelectMany(_ => new AllAtOnce(), (_, kind) => kind),
            VedaStream.Empty<string>().Concat(new AllAtOnce()), s_numbers.Zip(new AllAtOnce()).Map(p => p.Second), s_numbers.Zip(new AllAtOnce(), (_, kind) => kind),
            new AllAtOnce().ToVeda(),
        ];
        foreach (var stream in streams)
            Assert.Equal("async", await stream.Single().AsTask().InTime());
    }

    [Fact]
    public async Task Rx_goes_on_where_we_have_no_verb()
    {
        IObservable<int> theirs = s_numbers.DistinctUntilChanged().StartWith(-1);
        Assert.Equal(189, await theirs.ToVeda().Sum().AsTask().InTime());
        using var none = new CompositeDisposable { s_numbers.Map(x => x).Buffer(2).Subscribe() };
    }

    [Fact]
    public void No_verb_is_left_out_here()
    {
        var text = File.ReadAllText(Here());
        var verbs = typeof(VedaStream).GetMethods(BindingFlags.Public | BindingFlags.Static | BindingFlags.DeclaredOnly).Select(method => method.Name).Distinct();
        Assert.DoesNotContain(verbs, verb => !text.Contains($".{verb}(") && !text.Contains($".{verb}<"));
    }

    /// <summary>Says as which kind of sequence it is read.</summary>
    private sealed class AllAtOnce : IEnumerable<string>, IAsyncEnumerable<string>, IObservable<string>
    {
        public IEnumerator<string> GetEnumerator() => ((IEnumerable<string>)["sequence"]).GetEnumerator();

        System.Collections.IEnumerator System.Collections.IEnumerable.GetEnumerator() => GetEnumerator();

        public IAsyncEnumerator<string> GetAsyncEnumerator(CancellationToken cancellationToken = default) =>
            AsyncEnumerable.Repeat("async", 1).GetAsyncEnumerator(cancellationToken);

        public IDisposable Subscribe(IObserver<string> observer) => Observable.Return("observable").Subscribe(observer);
    }

    private sealed class OneSeven : StreamSource<int>
    {
        public override SourceCursor<int> Open(ISourceHost host) => new Cursor();

        private sealed class Cursor : SourceCursor<int>
        {
            private int _given;

            public override Claim TryClaim(Batch<int> batch, int max)
            {
                if (_given++ > 0)
                    return Claim.Ended;
                batch.Count = 1;
                batch.Buffer(1)[0] = 7;
                return Claim.Taken;
            }
        }
    }

    private sealed class Through : Stage<int, int>
    {
        public override Folder<int> Bind(Folder<int> next, LaneContext lane) => next;
    }

    private static string Here([CallerFilePath] string path = "") => path;
}
