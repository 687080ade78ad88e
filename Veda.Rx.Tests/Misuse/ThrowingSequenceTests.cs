using System.Collections.Concurrent;
using System.Reactive.Disposables;
using Veda.Rx.Tests.Equivalence;
using Veda.Rx.Tests.Guarantees;
using Xunit;

namespace Veda.Rx.Tests.Misuse;

/// <summary>Sequences that throw in every place where they can: what is before is delivered, the enumerator is disposed once.</summary>
public sealed class ThrowingSequenceTests
{
    public static TheoryData<Place, int> Cases
    {
        get
        {
            var cases = new TheoryData<Place, int>();
            foreach (var place in Enum.GetValues<Place>())
            {
                foreach (var count in new[] { 0, 1, 2, 1023, 1024, 5000 })
                    cases.Add(place, count);
            }
            return cases;
        }
    }

    [Theory, MemberData(nameof(Cases))]
    public async Task Observers_see_what_foreach_sees(Place place, int count)
    {
        var expected = Outcome.Of((IEnumerable<int>)new ThrowingSequence(place, count));
        foreach (var worker in Worker.Real)
        {
            foreach (var (sequence, stream) in Both(place, count))
            {
                var witness = new Witness<int>();
                using var run = stream.On(worker.Scheduler()).Map(x => x).Subscribe(witness);
                await witness.Ended.InTime();
                Assert.Null(witness.Violation);
                Assert.Equal(expected, new Outcome<int>([.. witness.Items], witness.Error));
                Patience.Until(() => sequence.Closed == sequence.Opened, "the enumerator was not disposed");
            }
        }
    }

    [Theory, MemberData(nameof(Cases))]
    public async Task Waiting_throws_what_was_thrown(Place place, int count)
    {
        foreach (var (sequence, stream) in Both(place, count))
        {
            var error = await Patience.OnThread(() => Record.Exception(() => stream.Filter(_ => true).Sum().Wait()));
            Assert.Equal(place == Place.Nowhere, error is null);
            Assert.True(error is null or InvalidTimeZoneException);
            Assert.InRange(sequence.Closed, sequence.Opened, sequence.Opened);
        }
    }

    [Theory, MemberData(nameof(Cases))]
    public async Task Inner_sequences_are_no_different(Place place, int count)
    {
        foreach (var worker in Worker.Real)
        {
            var expected = Outcome.Of(Enumerable.Range(0, 5).SelectMany(x => x == 3 ? new ThrowingSequence(place, count) : Enumerable.Range(x, 3)));
            var sequence = new ThrowingSequence(place, count);
            var witness = new Witness<int>();
            using var run = VedaStream.Range(0, 5).On(worker.Scheduler()).FlatMap(x => x == 3 ? sequence : Enumerable.Range(x, 3)).Subscribe(witness);
            await witness.Ended.InTime();
            Assert.Null(witness.Violation);
            Assert.Equal(expected, new Outcome<int>([.. witness.Items], witness.Error));
            Patience.Until(() => sequence.Closed == sequence.Opened, "the enumerator was not disposed");
        }
    }

    [Fact]
    public async Task A_delegates_exception_counts_though_the_source_cannot_be_disposed_of()
    {
        foreach (var worker in Worker.Real)
        {
            foreach (var (sequence, stream) in Both(Place.Dispose, 5000))
            {
                var witness = new Witness<int>();
                using var run = stream.On(worker.Scheduler()).Map(x => x == 700 ? throw new IOException() : x).Subscribe(witness);
                await witness.Ended.InTime();
                Assert.IsType<IOException>(witness.Error);
                Assert.Equal(700, witness.Items.Count);
                Patience.Until(() => sequence.Closed == sequence.Opened, "the enumerator was not disposed");
            }
        }
    }

    [Fact]
    public async Task Nor_does_that_count_where_somebody_reads_the_source_when_the_run_fails()
    {
        using var reading = new ManualResetEventSlim();
        using var goOn = new ManualResetEventSlim();
        using var cancellation = new CancellationTokenSource();
        var reported = new ConcurrentQueue<Exception>();
        var closed = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        await using (var scheduler = new WorkStealingScheduler(new VedaOptions { Workers = 2, UnhandledException = reported.Enqueue }))
        {
            var witness = new Witness<int>();
            using var run = Numbers().ToVeda().On(scheduler).WithCancellation(cancellation.Token).Map(x => x).Subscribe(witness);
            Patience.Until(() => reading.IsSet, "nobody reads");
            await cancellation.CancelAsync();
            await witness.Ended.InTime();
            Assert.IsType<OperationCanceledException>(witness.Error);
            goOn.Set();
            await closed.Task.InTime();
        }
        Assert.Empty(reported);

        IEnumerable<int> Numbers()
        {
            using var unclosable = Disposable.Create(() =>
            {
                closed.SetResult();
                throw new InvalidTimeZoneException();
            });
            reading.Set();
            Assert.True(goOn.Wait(Patience.Limit));
            yield return 0;
        }
    }

    [Fact]
    public async Task Sequences_and_delegates_that_give_null_are_told_so()
    {
        await Assert.ThrowsAsync<InvalidOperationException>(() => new NullSequence().AsEnumerable().ToVeda().Sum().AsTask().InTime());
        await Assert.ThrowsAsync<InvalidOperationException>(() => ((IAsyncEnumerable<int>)new NullSequence()).ToVeda().Sum().AsTask().InTime());
        await Assert.ThrowsAsync<InvalidOperationException>(() => VedaStream.Range(0, 3).FlatMap(_ => (IEnumerable<int>)null!).Sum().AsTask().InTime());
        await Assert.ThrowsAsync<InvalidOperationException>(() => VedaStream.Range(0, 3).FlatMap(_ => (IEnumerable<int>)new NullSequence()).Sum().AsTask().InTime());
        await Assert.ThrowsAnyAsync<Exception>(() => VedaStream.Range(0, 3).FlatMap(_ => (VedaStream<int>)null!).Sum().AsTask().InTime());
    }

    [Fact]
    public async Task An_indexed_list_that_throws_ends_the_stream()
    {
        foreach (var badCount in new[] { false, true })
        {
            var witness = new Witness<int>();
            using var run = ((IReadOnlyList<int>)new BadList(badCount)).ToVeda().Map(x => x).Subscribe(witness);
            await witness.Ended.InTime();
            Assert.IsType<InvalidTimeZoneException>(witness.Error);
            Assert.Equal(badCount ? 0 : 700, witness.Items.Count);
            await Assert.ThrowsAsync<InvalidTimeZoneException>(() => ((IReadOnlyList<int>)new BadList(badCount)).ToVeda().ToArray().AsTask().InTime());
        }
    }

    [Fact]
    public async Task An_indexed_list_with_a_negative_count_ends_the_stream()
    {
        var stream = ((IReadOnlyList<int>)new NegativeList()).ToVeda();
        await Assert.ThrowsAsync<InvalidOperationException>(() => stream.ToArray().AsTask().InTime());
        await Assert.ThrowsAsync<InvalidOperationException>(() => stream.Map(x => x).Sum().AsTask().InTime());
    }

    [Fact]
    public async Task A_list_that_changes_under_a_run_fails_it()
    {
        var list = Enumerable.Range(0, 100_000).ToList();
        var stream = list.ToVeda().WithBatch(100, 100).Map(x =>
        {
            if (x == 5000)
                list.Add(1);
            return x;
        });
        await Assert.ThrowsAsync<InvalidOperationException>(() => stream.Sum(x => (long)x).AsTask().InTime());
        await Assert.ThrowsAsync<InvalidOperationException>(() => stream.ToList().AsTask().InTime());
    }

    private static IEnumerable<(ThrowingSequence Sequence, VedaStream<int> Stream)> Both(Place place, int count)
    {
        var pulled = new ThrowingSequence(place, count);
        yield return (pulled, ((IEnumerable<int>)pulled).ToVeda());
        var asynchronous = new ThrowingSequence(place, count);
        yield return (asynchronous, ((IAsyncEnumerable<int>)asynchronous).ToVeda());
    }

    private sealed class NullSequence : IEnumerable<int>, IAsyncEnumerable<int>
    {
        public IEnumerator<int> GetEnumerator() => null!;

        public IAsyncEnumerator<int> GetAsyncEnumerator(CancellationToken cancellationToken = default) => null!;

        System.Collections.IEnumerator System.Collections.IEnumerable.GetEnumerator() => null!;
    }

    private sealed class NegativeList : IReadOnlyList<int>
    {
        public int Count => -1;

        public int this[int index] => throw new ArgumentOutOfRangeException(nameof(index));

        public IEnumerator<int> GetEnumerator() => throw new NotSupportedException();

        System.Collections.IEnumerator System.Collections.IEnumerable.GetEnumerator() => GetEnumerator();
    }

    private sealed class BadList(bool badCount) : IReadOnlyList<int>
    {
        public int Count => badCount ? throw new InvalidTimeZoneException() : 1000;

        public int this[int index] => index == 700 ? throw new InvalidTimeZoneException() : index;

        public IEnumerator<int> GetEnumerator() => throw new NotSupportedException();

        System.Collections.IEnumerator System.Collections.IEnumerable.GetEnumerator() => GetEnumerator();
    }
}
