using Veda.Rx.Internal;
using Xunit;

namespace Veda.Rx.Tests.Races;

/// <summary>The real waiting thread, and whether it is counted as one that others make way for.</summary>
public class ForegroundExploration
{
    [Fact]
    public void Who_parks_leaves_and_is_back_when_it_goes_on() =>
        Scenario.Holds(3, () => UntilSomethingArrives<SimSync>(), buffers: false);

    [Fact]
    public void Who_is_woken_is_counted_before_it_is_awake() =>
        Scenario.Holds(3, () => UntilSomethingArrives<WakesNobodyUncounted>(foreground => WakesNobodyUncounted.Counted = foreground), buffers: false);

    [Fact]
    public void Only_the_first_steps_of_a_run_are_in_the_foreground()
    {
        var counted = new List<bool>();
        Scenario.Holds(0, () =>
        {
            var foreground = new Foreground<SimSync>();
            var work = new SimWork<SimSync>(new SimPool(0).Enqueue, 1, producers: 1);
            var run = new SimRun<SimSync>(work, ends: true, foreground);
            work.Waited = run;
            work.Done = done =>
            {
                counted.Add(foreground.Look().Threads == 1);
                if (done == 70)
                    run.Complete();
            };
            return new Scenario([AddAndWait], () => IsEmpty(foreground));

            void AddAndWait()
            {
                for (var i = 0; i < 70; i++)
                    work.Leave(0);
                run.Wait();
            }
        });
        Assert.Equal([.. Enumerable.Repeat(true, 64), .. Enumerable.Repeat(false, 6)], counted);
    }

    [Fact]
    public void A_run_makes_way_for_others_and_not_for_the_thread_that_waits_for_it()
    {
        var foreground = new Foreground<RealSync>();
        var courtesy = new Courtesy();
        Assert.False(courtesy.IsDue(foreground, own: false));
        foreground.Enter();
        Assert.True(courtesy.IsDue(foreground, own: false));
        Assert.False(courtesy.IsDue(foreground, own: true));
        foreground.Enter();
        Assert.True(courtesy.IsDue(foreground, own: true));
        foreground.Leave();
        foreground.Leave();
        Assert.False(courtesy.IsDue(foreground, own: false));
    }

    [Fact]
    public void It_makes_way_for_so_many_batches_after_somebody_has_come()
    {
        var foreground = new Foreground<RealSync>();
        var courtesy = new Courtesy();
        foreground.Enter();
        for (var round = 0; round < 3; round++)
        {
            for (var batch = 0; batch < Courtesy.Batches; batch++)
                Assert.True(courtesy.IsDue(foreground, own: false));
            Assert.False(courtesy.IsDue(foreground, own: false));
            Assert.False(courtesy.IsDue(foreground, own: false));
            foreground.Enter();
            foreground.Leave();
        }
    }

    /// <summary>Two that bring something, the second after work that the waiter may have to do for it, and the waiter.</summary>
    private static Scenario UntilSomethingArrives<TSync>(Action<Foreground<TSync>>? look = null) where TSync : struct, ISync
    {
        var foreground = new Foreground<TSync>();
        look?.Invoke(foreground);
        var work = new SimWork<TSync>(new SimPool(0).Enqueue, 1, producers: 1);
        var run = new SimRun<TSync>(work, ends: true, foreground);
        work.Waited = run;
        var producer = () =>
        {
            work.Add(0);
            run.Complete();
        };
        return new Scenario([producer, run.Complete, run.Wait], () => run.IsAway ? IsEmpty(foreground) : "asleep");
    }

    private static string? IsEmpty<TSync>(Foreground<TSync> foreground) where TSync : struct, ISync =>
        foreground.Look().Threads is var left and not 0 ? $"{left} are left" : null;

    /// <summary>Who changes the state of a thread that was in the foreground, to wake it, has counted it.</summary>
    private readonly struct WakesNobodyUncounted : ISimSync
    {
        private const long ParkedInForeground = 3;

        /// <summary>Only one test explores with it, one execution after the other.</summary>
        public static Foreground<WakesNobodyUncounted>? Counted { get; set; }

        static bool ISync.CompareAndSwap(object owner, ref long location, long expected, long value)
        {
            if (owner is SimRun<WakesNobodyUncounted> && expected == ParkedInForeground)
                Assert.True(Counted!.Look().Threads > 0, "woken, but not counted");
            return SimSync.CompareAndSwap(owner, ref location, expected, value);
        }
    }
}
