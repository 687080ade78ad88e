using Veda.Rx.Internal;
using Xunit;

namespace Veda.Rx.Tests.Races;

/// <summary>The real parker, which all other explorations take for a binary semaphore, against those who wake its sleeper.</summary>
public class ParkerExploration
{
    [Theory]
    [InlineData(1, 3, 3)]
    [InlineData(2, 1, 3)]
    [InlineData(3, 1, 2)]
    public void The_sleeper_never_sleeps_over_what_it_was_woken_for(int wakers, int wakes, int preemptions) =>
        Scenario.Holds(preemptions, () => UntilAllHasCome<SimSync>(wakers, wakes));

    [Fact]
    public void Exploration_finds_the_lost_wake_when_taking_the_permit_waits_in_the_store_buffer() =>
        WindowExploration.Finds("asleep", () => UntilAllHasCome<SimSyncWithLazyTaking>(wakers: 2, wakes: 1));

    [Fact]
    public void An_event_that_was_set_for_an_earlier_sleep_ends_no_later_one() => Scenario.Holds(3, OnTwoInTurn);

    private static Scenario UntilAllHasCome<TSync>(int wakers, int wakes) where TSync : struct, ISync
    {
        var parker = new Parker();
        var owner = new object();
        var come = 0L;
        var left = wakers * wakes;
        void Sleeper()
        {
            while (TSync.Load(owner, ref come) < left)
                parker.Take<TSync>();
            left = 0;
        }
        void Waker()
        {
            for (var i = 0; i < wakes; i++)
            {
                TSync.Add(owner, ref come, 1);
                parker.Give<TSync>();
            }
        }
        return new Scenario([Sleeper, .. Enumerable.Repeat((Action)Waker, wakers)], () => left == 0 ? null : "asleep with everything there");
    }

    /// <summary>Two threads wake for the first sleep; the later of them may set the event when the second has begun.</summary>
    private static Scenario OnTwoInTurn()
    {
        Parker first = new(), second = new();
        var owner = new object();
        var mayWake = 0L;
        var ended = false;
        void Sleeper()
        {
            first.Take<SimSync>();
            second.Take<SimSync>();
            if (SimSync.Load(owner, ref mayWake) == 0)
                throw new InvalidOperationException("woken before anybody did");
            ended = true;
        }
        void WakeSecond()
        {
            SimSync.Store(owner, ref mayWake, 1);
            second.Give<SimSync>();
        }
        return new Scenario([Sleeper, first.Give<SimSync>, first.Give<SimSync>, WakeSecond], () => ended ? null : "asleep for ever");
    }
}
