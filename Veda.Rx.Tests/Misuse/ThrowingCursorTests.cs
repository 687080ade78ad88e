using Veda.Rx.Batching;
using Veda.Rx.Sources;
using Veda.Rx.Tests.Equivalence;
using Veda.Rx.Tests.Guarantees;
using Xunit;

namespace Veda.Rx.Tests.Misuse;

/// <summary>What a claim throws, instead of putting it into the batch, ends the stream at that position and harms nothing else.</summary>
public sealed class ThrowingCursorTests
{
    [Fact]
    public async Task The_first_of_two_streams_that_cannot_be_closed()
    {
        foreach (var worker in (Worker[])[.. Worker.Real, .. Worker.Inline])
        {
            IEnumerable<int> unclosable = new ThrowingSequence(Place.Dispose, 1_000_000);
            var stream = unclosable.ToVeda().On(worker.Scheduler()).Take(5).Concat(VedaStream.Range(0, 5)).Map(x => x);
            var witness = new Witness<int>();
            using var run = await Patience.OnThread(() => stream.Subscribe(witness));
            await witness.Ended.InTime();
            Assert.Equal([0, 1, 2, 3, 4], witness.Items);
            Assert.IsType<InvalidTimeZoneException>(witness.Error);
            Assert.Null(witness.Violation);
            await Assert.ThrowsAsync<InvalidTimeZoneException>(() => Patience.OnThread(() => stream.Sum().Wait()));
            await Assert.ThrowsAsync<InvalidTimeZoneException>(() => Patience.OnThread(() => VedaStream.Range(0, 10).Zip(stream).ToList().Wait()));
        }
    }

    [Fact]
    public async Task A_source_of_ones_own_that_throws_in_a_claim()
    {
        var stream = new VedaStream<int>(new SourceFlow<int>(new Broken()), StreamSettings.Default);
        var witness = new Witness<int>();
        using var run = stream.Map(x => x).Subscribe(witness);
        await witness.Ended.InTime();
        Assert.Equal(3, witness.Items.Count);
        Assert.IsType<InvalidTimeZoneException>(witness.Error);
    }

    private sealed class Broken : StreamSource<int>
    {
        public override SourceCursor<int> Open(ISourceHost host) => new Cursor();

        private sealed class Cursor : SourceCursor<int>
        {
            private int _claims;

            public override Claim TryClaim(Batch<int> batch, int max)
            {
                batch.Position = _claims;
                batch.Count = 1;
                batch.Buffer(1)[0] = _claims;
                return _claims++ < 3 ? Claim.Taken : throw new InvalidTimeZoneException();
            }
        }
    }
}
