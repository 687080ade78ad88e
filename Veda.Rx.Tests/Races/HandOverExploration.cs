using Veda.Rx.Internal;
using Veda.Rx.Merging;
using Veda.Rx.Sinks;
using Xunit;

namespace Veda.Rx.Tests.Races;

/// <summary>
/// The real ring between two segments with the merge that fills it and the participants that empty it: elements come once, in
/// order, then the end, and the two sides never wait for each other.
/// </summary>
public class HandOverExploration
{
    [Theory]
    [InlineData(1, 2, 2)]
    [InlineData(2, 3, 2)]
    public void Elements_come_once_in_order_and_then_the_end(int capacity, int elements, int preemptions) =>
        WindowExploration.Holds(preemptions, 2, () => Create<SimSync>(capacity, elements));

    [Theory]
    [InlineData(1, 2)]
    [InlineData(2, 3)]
    [Trait("Category", "Long")]
    public void Elements_come_once_in_order_and_then_the_end_within_three_preemptions(int capacity, int elements) =>
        WindowExploration.Holds(3, 2, () => Create<SimSync>(capacity, elements));

    [Fact]
    public void Exploration_finds_both_sides_waiting_when_giving_room_back_overtakes_the_store_to_the_head() =>
        WindowExploration.Finds("unread", 2, () => Create<SimSyncWithOvertakingAdd>(1, 2));

    [Fact]
    public void Exploration_finds_both_sides_waiting_when_the_drainer_does_not_look_again() =>
        WindowExploration.Finds("unread", 2, () => Create<SimSyncWithForgetfulDecrease>(1, 2));

    [Fact]
    public void Exploration_finds_the_reader_that_retires_over_elements_when_signals_do_not_raise_the_epoch() =>
        WindowExploration.Finds("unread", 2, () => Create<SimSyncWithoutEpoch>(2, 2));

    private static Scenario Create<TSync>(int capacity, int elements) where TSync : struct, ISync
    {
        var pool = new SimPool(1);
        var ring = new HandOverRing<int, TSync>(capacity);
        var reader = new Reader<TSync>(pool, ring);
        var probe = new Writer<TSync>(ring, reader);
        var merge = new Merge<TSync>(probe, probe, ordered: true, elementWindow: 100, batchWindow: elements);
        reader.Producer = merge;
        var lanes = Enumerable.Range(0, elements).Select(i => new SimLane(i) { Number = merge.Admit(1) }).ToArray();
        merge.Seal();
        var poster = () =>
        {
            foreach (var lane in lanes)
                merge.Post(lane);
        };
        return new Scenario([poster, .. pool.Workers], () => reader.Verdict(elements) ?? probe.Verdict(elements));
    }

    /// <summary>The first segment's consumer.</summary>
    private sealed class Writer<TSync>(HandOverRing<int, TSync> ring, Reader<TSync> reader) : MergeProbe where TSync : struct, ISync
    {
        public override void Complete(Exception? error)
        {
            base.Complete(error);
            ring.End();
            reader.Signal();
        }

        protected override Delivery Accept(SimLane lane)
        {
            if (ring.Room == 0)
                return Delivery.Blocked;
            ring.Write([lane.Name]);
            reader.Signal();
            return base.Accept(lane);
        }
    }

    /// <summary>The second segment's participants, reading as its cursor does.</summary>
    private sealed class Reader<TSync>(SimPool pool, HandOverRing<int, TSync> ring) : Participants<TSync>(1) where TSync : struct, ISync
    {
        private readonly List<int> _read = [];
        private bool _ended;

        public Merge<TSync>? Producer { get; set; }

        public string? Verdict(int elements) =>
            _ended && _read.SequenceEqual(Enumerable.Range(0, elements)) ? null : $"read {string.Join(' ', _read)}, the rest is unread; ended: {_ended}";

        protected override void Enqueue() => pool.Enqueue(Execute);

        protected override void EnqueueDeferred() => throw new NotSupportedException();

        protected override bool TryWakeWaiter() => false;

        protected override void DeferredThrew(Exception error) => throw new NotSupportedException();

        protected override bool TryWork()
        {
            var ended = ring.HasEnded;
            var count = ring.Available;
            if (count == 0)
            {
                _ended |= ended;
                return false;
            }
            var items = new int[count];
            ring.Read(items);
            Producer!.Pump();
            _read.AddRange(items);
            return true;
        }
    }
}
