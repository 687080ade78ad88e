using Veda.Rx.Internal;
using Veda.Rx.Tests.Guarantees;
using Veda.Rx.Tests.Races;
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

    [Fact]
    public async Task Where_a_thread_cannot_be_started_a_sleeper_has_to_do()
    {
        var work = new Work { SharedWork = 1 };
        var gate = new SleepGate<RealSync>(workers: 2, work);
        var slot = new GateSlot();
        gate.Add(slot);
        Assert.True(gate.Summon());
        work.SharedWork = 2;
        Assert.True(gate.Summon());
        work.SharedWork = 0;
        var slept = Patience.OnThread(() => gate.Sleep(slot));
        Patience.Until(() => gate.Counts.Sleeping == 1, "one sleeps");
        work.SharedWork = 1;   // left to the thread that is about to be started
        gate.GiveUp();
        Assert.False(await slept.InTime());   // woken, not dismissed
        Assert.Equal((1, 1, 0), (gate.Counts.Alive, gate.Counts.Searching, gate.Counts.Sleeping));
    }

    [Fact]
    public void Nobody_looks_again_and_again_while_more_are_active_than_there_are_processors()
    {
        var work = new Work { SharedWork = 3 };
        var gate = new SleepGate<Noted>(workers: 3, work);
        gate.Summon();
        gate.Summon();
        Assert.True(gate.MaySpin);
        gate.Summon();
        Assert.False(gate.MaySpin);   // three, and two processors

        work.SharedWork = 0;
        Noted.Spins.Clear();
        gate.Sleep(new GateSlot());   // two are left, for two processors
        Assert.True(gate.MaySpin);
        gate.Sleep(new GateSlot());
        Assert.Equal([false, true], Noted.Spins);
    }

    [Fact]
    public void Who_is_one_too_many_sleeps_at_once()
    {
        var gate = new SleepGate<Noted>(workers: 2, new Work { SharedWork = 2 });
        gate.Summon();
        gate.Summon();
        gate.Allow(1);
        Noted.Spins.Clear();
        Assert.True(gate.SleepIfSurplus(new GateSlot()));
        Assert.Equal([false], Noted.Spins);
    }

    /// <summary>Notes how threads would sleep, and lets them go on.</summary>
    private readonly struct Noted : ISimSync
    {
        [ThreadStatic]
        private static List<bool>? t_spins;

        public static List<bool> Spins => t_spins ??= [];

        static void ISync.Wait(Parker parker, bool spins) => Spins.Add(spins);
    }

    private sealed class Work : IWorkSource
    {
        public bool HasWork => SharedWork > 0;

        public int Processors => 2;

        public long SharedWork { get; set; }

        public bool IsEnding => false;
    }
}
