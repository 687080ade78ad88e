using Veda.Rx.Internal;
using Veda.Rx.WorkStealing;
using Xunit;

namespace Veda.Rx.Tests.WorkStealing;

/// <summary>Whom the sleep gate wakes for what; that it loses nothing is explored elsewhere.</summary>
public class SleepGateTests
{
    [Fact]
    public void A_second_shared_item_gets_a_wake_of_its_own_while_the_first_one_is_under_way()
    {
        var work = new Work();
        var gate = new SleepGate<RealSync>(workers: 3, work);
        work.SharedWork = 1;
        Assert.True(gate.Summon());
        Assert.False(gate.Summon());   // the first searcher finds it
        work.SharedWork = 2;
        Assert.True(gate.Summon());
        Assert.False(gate.Summon());
        Assert.Equal(2, gate.Counts.Searching);
    }

    [Fact]
    public void One_searcher_is_enough_for_what_workers_have_in_their_own_queues()
    {
        var gate = new SleepGate<RealSync>(workers: 3, new Work());
        Assert.True(gate.Summon());
        Assert.False(gate.Summon());
    }

    [Fact]
    public void However_much_waits_no_more_are_woken_than_may_be_active()
    {
        var gate = new SleepGate<RealSync>(workers: 2, new Work { SharedWork = 1_000 });
        Assert.True(gate.Summon());
        Assert.True(gate.Summon());
        Assert.False(gate.Summon());
    }

    private sealed class Work : IWorkSource
    {
        public bool HasWork => true;

        public long SharedWork { get; set; }

        public bool IsEnding => false;
    }
}
