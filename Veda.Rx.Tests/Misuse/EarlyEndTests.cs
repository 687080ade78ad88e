using System.Collections.Concurrent;
using Veda.Rx.Tests.Guarantees;
using Xunit;

namespace Veda.Rx.Tests.Misuse;

/// <summary>Runs that end before their source, whose sequences cannot be disposed of.</summary>
public sealed class EarlyEndTests : IDisposable
{
    private readonly ConcurrentQueue<Exception> _unhandled = new();
    private readonly WorkStealingScheduler _scheduler;

    public EarlyEndTests() => _scheduler = new WorkStealingScheduler(new VedaOptions { Workers = 2, UnhandledException = _unhandled.Enqueue });

    public void Dispose() => _scheduler.Dispose();

    [Fact]
    public async Task Every_sequence_is_disposed_once()
    {
        var inner = new ConcurrentBag<ThrowingSequence>();
        var source = new ThrowingSequence(Place.Nowhere, 100_000);
        var list = await ((IEnumerable<int>)source).ToVeda().On(_scheduler).FlatMap(_ =>
        {
            var sequence = new ThrowingSequence(Place.Nowhere, 3000);
            inner.Add(sequence);
            return sequence;
        }).Take(5000).ToList().AsTask().InTime();
        Assert.Equal(5000, list.Count);
        Patience.Until(() => source.Closed == 1 && inner.All(x => x.Closed == x.Opened), "something was not disposed");
        Assert.All(inner, x => Assert.InRange(x.Closed, 0, 1));
    }

    [Fact]
    public async Task A_sequence_that_throws_when_disposed_ends_the_stream_as_in_LINQ_or_is_reported()
    {
        for (var round = 0; round < 50; round++)
        {
            _unhandled.Clear();
            var source = new ThrowingSequence(Place.Dispose, 1_000_000);
            var witness = new Witness<int>();
            using var run = ((IEnumerable<int>)source).ToVeda().On(_scheduler).Filter(_ => true).Take(5).Subscribe(witness);
            await witness.Ended.InTime();
            Assert.Equal([0, 1, 2, 3, 4], witness.Items);
            Assert.Null(witness.Violation);
            Patience.Until(() => source.Closed == 1, "the sequence was not disposed");
            Patience.Until(() => witness.Error is InvalidTimeZoneException || !_unhandled.IsEmpty, "the exception was lost");
        }
    }

    [Fact]
    public async Task Inner_sequences_behind_the_end_cannot_harm_it()
    {
        // LINQ never opens the sequences behind the second one, so their exceptions count nowhere.
        for (var round = 0; round < 50; round++)
        {
            var witness = new Witness<int>();
            using var run = VedaStream.Range(0, 2000).WithBatch(1, 8).On(_scheduler)
                .FlatMap(x => x < 200 ? [x] : (IEnumerable<int>)new ThrowingSequence(Place.Dispose, 3000))
                .Take(150).Subscribe(witness);
            await witness.Ended.InTime();
            Assert.True(witness.Completed);
            Assert.Equal(150, witness.Items.Count);
        }
        await _scheduler.DisposeAsync();
        Assert.Empty(_unhandled);
    }

    [Fact]
    public async Task Behind_a_hand_over_the_exception_is_not_lost()
    {
        for (var round = 0; round < 20; round++)
        {
            _unhandled.Clear();
            var source = new ThrowingSequence(Place.Dispose, 1_000_000);
            var witness = new Witness<int>();
            using var run = ((IEnumerable<int>)source).ToVeda().On(_scheduler).Filter(_ => true).Scan((_, x) => x).Filter(_ => true).Take(5).Subscribe(witness);
            await witness.Ended.InTime();
            Assert.Equal(5, witness.Items.Count);
            Patience.Until(() => source.Closed == 1, "the sequence was not disposed");
            Patience.Until(() => witness.Error is InvalidTimeZoneException || !_unhandled.IsEmpty, "the exception was lost");
        }
    }
}
