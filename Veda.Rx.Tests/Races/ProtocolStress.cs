using Veda.Rx.Internal;
using Veda.Rx.Tests.WorkStealing;
using Xunit;

namespace Veda.Rx.Tests.Races;

/// <summary>What is explored on the simulated machine, on the real one: longer, and with no control over what happens when.</summary>
[Trait("Category", "Stress")]
public class ProtocolStress
{
    [Theory]
    [InlineData(1, true)]
    [InlineData(1, false)]
    [InlineData(8, true)]
    [InlineData(8, false)]
    public void A_segment_delivers_everything_through_a_small_window(int window, bool ordered) => Deliver(rounds: 20, window, ordered);

    [Theory(Explicit = true)]
    [InlineData(2, true)]
    [InlineData(4, false)]
    [Trait("Category", "Long")]
    public void A_segment_delivers_everything_for_a_long_time(int window, bool ordered) => Deliver(rounds: 2_000, window, ordered);

    [Theory]
    [InlineData(1)]
    [InlineData(3)]
    public void A_waiter_that_parks_again_and_again_finds_all_work(int parallelism) => Wait(rounds: 40, parallelism);

    [Theory(Explicit = true)]
    [InlineData(1)]
    [InlineData(3)]
    [Trait("Category", "Long")]
    public void A_waiter_parks_again_and_again_for_a_long_time(int parallelism) => Wait(rounds: 5_000, parallelism);

    [Theory]
    [InlineData(1)]
    [InlineData(5)]
    public void A_ring_hands_everything_over(int capacity) => HandOver(rounds: 20, capacity);

    [Theory(Explicit = true)]
    [InlineData(1)]
    [InlineData(5)]
    [Trait("Category", "Long")]
    public void A_ring_hands_everything_over_for_a_long_time(int capacity) => HandOver(rounds: 2_000, capacity);

    /// <summary>Two claimers on the pool, a reader that makes room by and by on this thread.</summary>
    private static void Deliver(int rounds, int window, bool ordered)
    {
        const int batches = 500;
        const int suspensions = 1;
        var random = new Random(window);
        for (var round = 0; round < rounds; round++)
        {
            var probe = new NarrowProbe<RealSync>(batchWindow: 16, window);
            var segment = new SimSegment<RealSync>(Enqueue, 2, batches, suspensions, ordered) { Probe = probe };
            probe.Signalled = segment.Signal;
            var merge = segment.Merge;
            segment.Signal();
            for (var allowed = 0; allowed < batches * (suspensions + 1);)
            {
                allowed += random.Next(1, 20);
                probe.Allow(allowed);
                merge.Pump();
                Thread.SpinWait(random.Next(200));
            }
            Hang.Until(() => merge.Finished && SimWork<RealSync>.Counts(segment) == (0, 0, 0), "a lane is stranded");
            Assert.Null(segment.AtRest());
        }
    }

    /// <summary>A producer that leaves the waiter just time enough to fall asleep, or not quite.</summary>
    private static void Wait(int rounds, int parallelism)
    {
        const int items = 200;
        for (var round = 0; round < rounds; round++)
        {
            var random = new Random(round);
            var work = new SimWork<RealSync>(Enqueue, parallelism, producers: 1);
            var run = new SimRun<RealSync>(work, ends: true);
            work.Waited = run;
            work.Done = done =>
            {
                if (done == items)
                    run.Complete();
            };
            var waiter = new Thread(run.Wait) { IsBackground = true };
            waiter.Start();
            for (var i = 0; i < items; i++)
            {
                work.Add(0);
                Thread.SpinWait(random.Next(400));
            }
            Assert.True(waiter.Join(Hang.Limit), "the waiter sleeps over work");
            Hang.Until(() => work.AtRest() is null, "work is left");
        }
    }

    private static void HandOver(int rounds, int capacity)
    {
        for (var round = 0; round < rounds; round++)
        {
            var joined = new SimHandOver<RealSync>(Enqueue, capacity, elements: 2_000);
            joined.Post();
            Hang.Until(() => joined.HasEnded, "both sides wait");
            Assert.Null(joined.AtRest());
        }
    }

    private static void Enqueue(Action action) => ThreadPool.UnsafeQueueUserWorkItem(static execute => execute(), action, preferLocal: false);
}
