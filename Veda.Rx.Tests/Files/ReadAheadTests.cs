using System.Text;
using Veda.Rx.Batching;
using Veda.Rx.Sources;
using Veda.Rx.Tests.Guarantees;
using Xunit;

namespace Veda.Rx.Tests.Files;

/// <summary>Who cannot claim reads what will be claimed.</summary>
public sealed class ReadAheadTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("veda-ahead-").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    /// <summary>Makers that begin and end in any order, and a taker who comes at any time: every item once, in order, and who was refused is called.</summary>
    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(5)]
    public void Items_are_taken_in_order_whoever_makes_them(int most)
    {
        for (var seed = 0; seed < 200; seed++)
        {
            var random = new Random(seed);
            var queue = new AheadQueue<object>(most);
            var (making, made, taken) = (new List<long>(), new HashSet<long>(), 0L);
            long? refused = null;
            for (var step = 0; step < 500; step++)
            {
                switch (random.Next(3))
                {
                    case 0:
                        var reserved = queue.TryReserve();
                        Assert.Equal(making.Count + made.Count < most, reserved is not null);
                        if (reserved is { } toMake)
                            making.Add(toMake);
                        break;
                    case 1 when making.Count > 0:
                        var number = making[random.Next(making.Count)];
                        making.Remove(number);
                        Assert.True(made.Add(number));
                        Assert.Equal(refused == number, queue.Put(number, number));
                        refused = refused == number ? null : refused;
                        break;
                    case 2:
                        var item = queue.TryTake(out var own);
                        if (item is null && own is null)
                        {
                            Assert.Contains(taken, making);
                            refused = taken;
                            break;
                        }
                        Assert.Equal(taken, own ?? item);
                        Assert.Equal(item is not null, made.Remove(taken));
                        taken++;
                        break;
                }
            }
            Assert.InRange(taken, 50, 500);
        }
    }

    /// <summary>Blocks of a few bytes, read ahead or not, with lines that are shorter and longer than they are.</summary>
    [Fact]
    public void Lines_are_the_same_however_far_they_are_read_ahead()
    {
        var readAhead = 0;
        for (var seed = 0; seed < 500; seed++)
        {
            var random = new Random(seed);
            var path = Written(string.Concat(Enumerable.Range(0, random.Next(120)).Select(_ => "\n\n\r|ab|é"[random.Next(8)])));
            using var blocks = new LineBlocks(LineInput.Of(path), new LineMemory(random.Next(1, 40), reuses: true), longest: 1 << 20, () => { });
            var read = new StringBuilder();
            var ahead = random.Next(4);
            while (blocks.TryTake(out var lines) is Claim.Taken)
            {
                read.Append(Encoding.Latin1.GetString(lines.Span));
                for (var i = random.Next(ahead + 1); i > 0; i--)
                    readAhead += blocks.TryReadAhead() ? 1 : 0;
            }
            Assert.Equal(Encoding.Latin1.GetString(File.ReadAllBytes(path)), read.ToString());
        }
        Assert.InRange(readAhead, 500, int.MaxValue);
    }

    /// <summary>A block that was not full when it was read ahead, or was empty, is read on.</summary>
    [Theory]
    [InlineData("ab\ncd", 1)]
    [InlineData("0123456789abcde\n", 2)]
    [InlineData("0123456789abcdef", 2)]
    [InlineData("0123456789abcdef\n", 2)]
    public void A_file_that_grows_behind_what_was_read_ahead_is_read_to_its_end(string text, int ahead)
    {
        var path = Written(text);
        using var blocks = new LineBlocks(LineInput.Of(path), new LineMemory(16, reuses: true), longest: 1 << 20, () => { });
        for (var i = 0; i < ahead; i++)
            Assert.True(blocks.TryReadAhead());
        File.AppendAllText(path, "more\nand more than fits in a block\nend");
        var read = new StringBuilder();
        while (blocks.TryTake(out var lines) is Claim.Taken)
            read.Append(Encoding.Latin1.GetString(lines.Span));
        Assert.Equal(File.ReadAllText(path), read.ToString());
    }

    [Fact]
    public async Task What_reading_ahead_throws_ends_the_run()
    {
        using var runtime = new VedaRuntime(new VedaOptions { Workers = 2 });
        var stream = VedaStream.From(new Reading { Error = new IOException("ahead") }).On(runtime.Scheduler);
        Assert.Equal("ahead", (await Assert.ThrowsAsync<IOException>(() => Patience.OnThread(() => stream.Count().Wait()))).Message);
    }

    [Fact]
    public async Task Lines_are_the_same_while_others_read_ahead()
    {
        var path = Written(string.Concat(Enumerable.Range(0, 200_000).Select(i => $"{i} {new string('x', i % 70)}\n")));
        using var there = new SemaphoreSlim(0);
        var blocks = new LineBlocks(LineInput.Of(path), new LineMemory(4096, reuses: true), longest: 1 << 20, () => there.Release());
        using var stop = new CancellationTokenSource();
        var others = Enumerable.Range(0, 3).Select(_ => Patience.OnThread(() =>
        {
            var count = 0;
            for (; !stop.IsCancellationRequested; count += blocks.TryReadAhead() ? 1 : 0)
                Thread.Yield();
            return count;
        })).ToArray();
        var expected = File.ReadAllBytes(path).AsMemory();
        for (Claim claim; (claim = blocks.TryTake(out var lines)) is not Claim.Ended;)
        {
            if (claim is Claim.NotReady)
                Assert.True(there.Wait(Patience.Limit));
            Assert.True(expected.Span.StartsWith(lines.Span));
            expected = expected[lines.Length..];
        }
        Assert.True(expected.IsEmpty);
        blocks.Dispose();   // while they read
        await stop.CancelAsync();
        Assert.InRange((await Task.WhenAll(others)).Sum(), 1, int.MaxValue);
    }

    [Fact]
    public void A_participant_that_cannot_claim_reads_ahead()
    {
        using var runtime = new VedaRuntime(new VedaOptions { Workers = 2 });   // the default's may be one now
        Assert.Equal([1, 2, 3], Seen(stream => stream));
        Assert.Equal([2, 3], Seen(stream => stream.Skip(1)));
        Assert.Equal([1, 2, 3, 4], Seen(stream => stream.Concat(VedaStream.Return(4))));
        Assert.Equal([0, 1, 2, 3], Seen(VedaStream.Return(0).On(runtime.Scheduler).Concat));

        int[] Seen(Func<VedaStream<int>, VedaStream<int>> of)
        {
            var source = new Reading();
            var seen = of(VedaStream.From(source).On(runtime.Scheduler)).ToArray().Wait();
            Assert.NotEqual(0, source.AheadBy);
            Assert.NotEqual(source.ClaimedBy, source.AheadBy);
            return seen;
        }
    }

    private string Written(string text)
    {
        var path = Path.Combine(_folder, "text.log");
        File.WriteAllText(path, text);
        return path;
    }

    /// <summary>Its first claim takes until another thread has read ahead. With an error it has no end.</summary>
    private sealed class Reading : StreamSource<int>
    {
        private readonly ManualResetEventSlim _ahead = new();

        public Exception? Error { get; init; }

        public int ClaimedBy { get; private set; }

        public int AheadBy { get; private set; }

        public override SourceCursor<int> Open(ISourceHost host) => new Cursor(this, host);

        private sealed class Cursor(Reading source, ISourceHost host) : SourceCursor<int>
        {
            private int _claims;

            public override Claim TryClaim(Batch<int> batch, int max)
            {
                if (_claims++ == 0)
                {
                    host.Signal();
                    source.ClaimedBy = Environment.CurrentManagedThreadId;
                    Assert.True(source._ahead.Wait(Patience.Limit));
                }
                batch.Count = 1;
                batch.Position = _claims - 1;
                batch.Buffer(1)[0] = _claims;
                return _claims > 3 && source.Error is null ? Claim.Ended : Claim.Taken;   // an end could come before the error
            }

            public override bool TryReadAhead()
            {
                if (source._ahead.IsSet)
                    return false;
                source.AheadBy = Environment.CurrentManagedThreadId;
                source._ahead.Set();
                return source.Error is null ? true : throw source.Error;
            }
        }
    }
}
