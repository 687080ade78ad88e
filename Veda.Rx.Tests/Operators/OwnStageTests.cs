using Veda.Rx.Batching;
using Veda.Rx.Fusion;
using Veda.Rx.Sources;
using Veda.Rx.Tests.Guarantees;
using Veda.Rx.Tests.VirtualTime;
using Xunit;

namespace Veda.Rx.Tests.Operators;

/// <summary>Stages and sources that use nothing but public contracts behave as the library's own.</summary>
public sealed class OwnStageTests
{
    [Fact]
    public void A_stage_in_parallel() => Against.Linq(s => s.Then(new Doubling(-1)), s => s.Select(x => x * 2));

    [Fact]
    public void A_stage_in_order() => Against.Linq(s => s.ThenInOrder(new Doubling(-1)).Map(x => x + 1), s => s.Select(x => x * 2 + 1));

    [Fact]
    public void Stages_that_fail() => Against.Linq(
        s => s.Then(new Doubling(700)).Concat(s.ThenInOrder(new Doubling(1500))),
        s => s.Select(x => Against.FailAt(700)(x) * 2).Concat(s.Select(x => Against.FailAt(1500)(x) * 2)));

    [Fact]
    public void What_is_leased_comes_back()
    {
        var leases = new Leases();
        var numbers = VedaStream.Range(0, 100_000);
        var stream = new VedaStream<int>(numbers.Flow, numbers.Settings with { Buffers = leases.Pool });
        foreach (var doubled in new[] { stream.Then(new Doubling(-1)), stream.ThenInOrder(new Doubling(-1)), stream.Then(new Doubling(50_000)), stream.ThenInOrder(new Doubling(50_000)) })
        {
            Record.Exception(() => doubled.Filter(x => x % 3 == 0).ToList().Wait());
            doubled.Take(10).ToList().Wait();
            Patience.Until(() => leases.Open == 0, $"{leases.Open} buffers are out");
        }
        Assert.Null(leases.Violation);
        Assert.True(leases.Total > 0);
    }

    [Fact]
    public void A_stage_has_a_state_at_each_of_its_places()
    {
        var stage = new Sharing();
        Assert.Equal(100, VedaStream.Range(0, 100).Then(stage).Map(x => x).Then(stage).Count().Wait());
        Assert.Equal(2, stage.States.Count);
    }

    [Fact]
    public void Shared_state_is_asked_for_while_the_stage_is_bound()
    {
        var late = Assert.Throws<InvalidOperationException>(() => VedaStream.Range(0, 10).Then(new AskingLate()).Count().Wait());
        Assert.Contains("Bind", late.Message);
        Assert.Throws<InvalidOperationException>(() => VedaStream.Range(0, 10).ThenInOrder(new AskingLate()).Count().Wait());
    }

    [Fact]
    public void A_stage_that_throws_when_it_gives_back_keeps_nobody_else_from_it()
    {
        foreach (var thrower in new[] { "Rest", "Reset", "Release" })
        {
            var leases = new Leases();
            var numbers = Enumerable.Range(0, 50_000).Where(x => x >= 0).ToVeda();
            var stream = new VedaStream<int>(numbers.Flow, numbers.Settings with { Buffers = leases.Pool, Parallelism = 3 });
            var seen = new List<int>();
            var policy = new List<Exception>();
            using var scheduler = new WorkStealingScheduler(new VedaOptions
            {
                Workers = 3,
                UnhandledException = error =>
                {
                    lock (policy)
                        policy.Add(error);
                },
            });
            var ended = Record.Exception(() =>
            {
                foreach (var x in stream.On(scheduler).Then(new Throwing(thrower)))
                    seen.Add(x);
            });
            Assert.True(ended is null or IOException, ended?.ToString());
            Assert.Equal(Enumerable.Range(0, seen.Count), seen);
            Patience.Until(() => leases.Open == 0, $"{leases.Open} buffers are out after {thrower} threw");
            Assert.Null(leases.Violation);
            lock (policy)
                Assert.All(policy, error => Assert.IsType<IOException>(error));
        }
    }

    public static TheoryData<bool, string> Ends => new MatrixTheoryData<bool, string>([true, false], ["the end", "an error", "an early end", "a token"]);

    [Theory, MemberData(nameof(Ends))]
    public void Shared_state_is_made_once_a_run_and_disposed_at_its_end(bool inOrder, string end)
    {
        var stage = new Sharing();
        using var cancellation = new CancellationTokenSource();
        var source = VedaStream.Range(0, 20_000).WithParallelism(4).WithBatch(1, 100).WithCancellation(cancellation.Token);
        var stream = (inOrder ? source.ThenInOrder(stage) : source.Then(stage)).Map(x => (x, end) switch
        {
            (5000, "an error") => throw new IOException(),
            (5000, "a token") => Cancelled(x),
            _ => x,
        });
        for (var run = 1; run <= 3; run++)
        {
            Record.Exception(() => (end == "an early end" ? stream.Take(100) : stream).Count().Wait());
            Patience.Until(() => stage.States.Count > 0 && stage.States.All(state => state.Disposals == 1), "not disposed");
            if (end != "a token")
                Assert.Equal(run, stage.States.Count);
        }

        int Cancelled(int x)
        {
            cancellation.Cancel();
            return x;
        }
    }

    [Fact]
    public async Task A_source_whose_elements_come_later()
    {
        var source = new Later();
        var sum = VedaStream.From(source).Map(x => x * 2).ToList().AsTask();
        foreach (var (value, last) in new[] { (1, false), (2, false), (3, true) })
            source.Push(value, last);
        Assert.Equal([2, 4, 6], await sum.InTime());
        Patience.Until(() => source.Disposals == 1, "not disposed");
    }

    [Fact]
    public async Task An_error_in_a_batch_lies_behind_its_elements()
    {
        var source = new Later();
        var stream = VedaStream.From(source).Take(3);
        source.Push(1, false);
        source.Fail(2, new IOException("behind 2"));
        var seen = new List<int>();
        await Assert.ThrowsAsync<IOException>(async () =>
        {
            await foreach (var x in stream)
                seen.Add(x);
        });
        Assert.Equal([1, 2], seen);
    }

    private sealed class Doubling(int bad) : Stage<int, int>
    {
        public override bool OneToOne => true;

        public override Folder<int> Bind(Folder<int> next, LaneContext lane) => new Doubler(bad, next, lane);

        private sealed class Doubler(int bad, Folder<int> next, LaneContext lane) : Folder<int, int>(next)
        {
            private int[]? _buffer;

            public override int Room => Math.Min(Next.Room, Leaf.Size);

            public override void Fold(ReadOnlySpan<int> items)
            {
                var results = (_buffer ??= lane.Lease<int>(Leaf.Size)).AsSpan(0, items.Length);
                for (var i = 0; i < items.Length; i++)
                {
                    if (items[i] == bad)
                    {
                        Next.Fold(results[..i]);
                        throw new InvalidDataException($"at {bad}");
                    }
                    results[i] = items[i] * 2;
                }
                Next.Fold(results);
            }

            public override void Release()
            {
                if (_buffer is { } buffer)
                    lane.Return(buffer);
                _buffer = null;
                base.Release();
            }
        }
    }

    private sealed class AskingLate : Stage<int, int>
    {
        public override Folder<int> Bind(Folder<int> next, LaneContext lane) => new Asker(this, next, lane);

        private sealed class Asker(AskingLate stage, Folder<int> next, LaneContext lane) : Folder<int, int>(next)
        {
            public override void Fold(ReadOnlySpan<int> items)
            {
                lane.Shared(stage, static () => new State());
                Next.Fold(items);
            }
        }
    }

    /// <summary>Passes everything on, and throws from one of the methods that give something back.</summary>
    private sealed class Throwing(string thrower) : Stage<int, int>
    {
        public override bool OneToOne => true;

        public override Folder<int> Bind(Folder<int> next, LaneContext lane) => new Thrower(thrower, next);

        private sealed class Thrower(string thrower, Folder<int> next) : Folder<int, int>(next)
        {
            public override void Fold(ReadOnlySpan<int> items) => Next.Fold(items);

            public override void Rest()
            {
                base.Rest();
                ThrowIf(nameof(Rest));
            }

            public override void Reset()
            {
                Next.Reset();
                ThrowIf(nameof(Reset));
            }

            public override void Release()
            {
                base.Release();
                ThrowIf(nameof(Release));
            }

            private void ThrowIf(string method)
            {
                if (method == thrower)
                    throw new IOException(method);
            }
        }
    }

    private sealed class Sharing : Stage<int, int>
    {
        private readonly List<State> _states = [];

        public override bool OneToOne => true;

        public IReadOnlyList<State> States
        {
            get
            {
                lock (_states)
                    return [.. _states];
            }
        }

        public override Folder<int> Bind(Folder<int> next, LaneContext lane)
        {
            lane.Shared(this, Create);
            return next;
        }

        private State Create()
        {
            var state = new State();
            lock (_states)
                _states.Add(state);
            return state;
        }
    }

    private sealed class State : IDisposable
    {
        private int _disposals;

        public int Disposals => Volatile.Read(ref _disposals);

        public void Dispose() => Interlocked.Increment(ref _disposals);
    }

    /// <summary>Gives one element at a time, when it has been pushed; for one run.</summary>
    private sealed class Later : StreamSource<int>
    {
        private readonly Queue<(int Value, Exception? Error)> _waiting = new();   // guarded by itself, as are the next two
        private ISourceHost? _host;
        private bool _ended;
        private int _disposals;

        public int Disposals => Volatile.Read(ref _disposals);

        public void Push(int value, bool last) => Add(value, null, last);

        public void Fail(int value, Exception error) => Add(value, error, true);

        public override SourceCursor<int> Open(ISourceHost host)
        {
            lock (_waiting)
                _host = host;
            return new Cursor(this);
        }

        private void Add(int value, Exception? error, bool last)
        {
            ISourceHost? host;
            lock (_waiting)
            {
                _waiting.Enqueue((value, error));
                _ended = last;
                host = _host;
            }
            host?.Signal();
        }

        private sealed class Cursor(Later source) : SourceCursor<int>
        {
            private long _position;

            public override Claim TryClaim(Batch<int> batch, int max)
            {
                lock (source._waiting)
                {
                    if (!source._waiting.TryDequeue(out var next))
                        return source._ended ? Claim.Ended : Claim.NotReady;
                    batch.Position = _position++;
                    batch.Buffer(1)[0] = next.Value;
                    batch.Count = 1;
                    batch.Error = next.Error;
                    return Claim.Taken;
                }
            }

            public override void Dispose()
            {
                Interlocked.Increment(ref source._disposals);
                base.Dispose();
            }
        }
    }
}
