using System.Reactive.Concurrency;
using System.Reactive.Disposables;
using System.Reactive.Linq;
using System.Reactive.Subjects;
using Veda.Rx.Scheduling;
using Veda.Rx.WorkStealing;
using Xunit;

namespace Veda.Rx.Tests.WorkStealing;

/// <summary>What the views of a scheduler do. One worker, which waits while things are scheduled, so that the order is no chance.</summary>
public sealed class PriorityTests : IDisposable
{
    private readonly ManualTime _time = new();
    private readonly ManualResetEventSlim _go = new();
    private readonly ManualResetEventSlim _done = new();
    private readonly List<string> _order = [];
    private readonly WorkStealingScheduler _scheduler;

    public PriorityTests() => _scheduler = new WorkStealingScheduler(new VedaOptions { Workers = 1, Time = _time });

    public static TheoryData<WorkPriority> Priorities => [.. Enum.GetValues<WorkPriority>()];

    public void Dispose()
    {
        _go.Set();
        _scheduler.Dispose();
        _done.Dispose();
        _go.Dispose();
    }

    [Fact]
    public void The_most_urgent_goes_first_before_what_a_worker_has_for_itself_too()
    {
        Hold(() =>
        {
            Note(_scheduler, "own");
            Note(_scheduler.WithPriority(WorkPriority.Low), "low");
            Note(_scheduler.WithPriority(WorkPriority.High), "high 1");
            Note(_scheduler.WithPriority(WorkPriority.High), "high 2");
            Note(_scheduler.WithPriority(WorkPriority.Critical), "critical");
        });
        Note(_scheduler, "outside");
        Release();
        Assert.Equal(["critical", "high 1", "high 2", "own", "outside", "low"], _order);
    }

    [Fact]
    public void Of_a_priority_the_earliest_deadline_goes_first()
    {
        Hold();
        Note(_scheduler.WithPriority(WorkPriority.High), "none");
        Note(Until(50), "50");
        Note(Until(10), "10");
        _time.Advance(TimeSpan.FromSeconds(30));
        Note(Until(10), "40");
        Note(_scheduler.WithPriority(WorkPriority.High, TimeSpan.MaxValue), "later than the clock can tell");
        Note(_scheduler.WithPriority(WorkPriority.Normal, TimeSpan.FromSeconds(1)), "normal");
        Note(_scheduler, "normal, none");
        Release();
        Assert.Equal(["10", "40", "50", "later than the clock can tell", "none", "normal", "normal, none"], _order);

        IScheduler Until(int seconds) => _scheduler.WithPriority(WorkPriority.High, TimeSpan.FromSeconds(seconds));
    }

    [Fact]
    public void What_becomes_due_goes_where_its_view_says()
    {
        Hold();
        Note(_scheduler, "normal");
        using var periodic = _scheduler.WithPriority(WorkPriority.Critical).SchedulePeriodic(TimeSpan.FromSeconds(1), () => Add("periodic"));
        _scheduler.WithPriority(WorkPriority.High).Schedule(TimeSpan.FromSeconds(2), () => Add("due"));
        _scheduler.WithPriority(WorkPriority.High).Schedule(_time.GetUtcNow() - TimeSpan.FromSeconds(2), () => Add("overdue"));
        using var cancelled = _scheduler.WithPriority(WorkPriority.High).Schedule(TimeSpan.FromSeconds(1), () => Add("cancelled"));
        cancelled.Dispose();
        _time.Advance(TimeSpan.FromSeconds(2));
        periodic.Dispose();
        Release();
        Assert.Equal(["overdue", "due", "normal"], _order);

        Hold();
        _order.Clear();
        Note(_scheduler, "normal");
        using var again = _scheduler.WithPriority(WorkPriority.Critical).SchedulePeriodic(TimeSpan.FromSeconds(1), () => Add("periodic"));
        _time.Advance(TimeSpan.FromSeconds(1));
        Release();
        Assert.Equal(["periodic", "normal"], _order);
    }

    [Fact]
    public void An_action_is_given_its_view_so_that_what_recurs_stays_there()
    {
        var view = _scheduler.WithPriority(WorkPriority.High);
        Hold();
        Note(_scheduler, "normal");
        view.Schedule(0, (self, _) =>
        {
            Assert.Same(view, self);
            Add("first");
            return self.Schedule(0, (_, _) =>
            {
                Add("second");
                return Disposable.Empty;
            });
        });
        Release();
        Assert.Equal(["first", "second", "normal"], _order);
    }

    [Fact]
    public void A_view_without_a_deadline_is_always_the_same_and_a_normal_one_the_scheduler()
    {
        foreach (var priority in Enum.GetValues<WorkPriority>())
            Assert.Same(_scheduler.WithPriority(priority), _scheduler.WithPriority(priority));
        Assert.Same(_scheduler, _scheduler.WithPriority(WorkPriority.Normal));
        var low = (IPriorityScheduler)_scheduler.WithPriority(WorkPriority.Low, TimeSpan.FromSeconds(1));
        Assert.Same(_scheduler.WithPriority(WorkPriority.High), low.WithPriority(WorkPriority.High));
        Assert.Same(_scheduler, low.WithPriority(WorkPriority.Normal));
    }

    [Theory]
    [MemberData(nameof(Priorities))]
    public void A_view_can_do_what_the_scheduler_can(WorkPriority priority)
    {
        foreach (var view in (IScheduler[])[_scheduler.WithPriority(priority), _scheduler.WithPriority(priority, TimeSpan.FromDays(1))])
        {
            var port = SchedulerPort.For(view);
            Assert.Equal(1, port.Workers);
            Assert.True(port.MayParticipate);
            Assert.Same(SchedulerPort.For(_scheduler).Cost, port.Cost);
            foreach (var capability in (Type[])[typeof(ISchedulerPeriodic), typeof(IStopwatchProvider), typeof(IBlockCompensation), typeof(IPriorityScheduler)])
                Assert.IsAssignableFrom(capability, ((IServiceProvider)view).GetService(capability));
            Assert.Null(((IServiceProvider)view).GetService(typeof(string)));
            Assert.Equal(_scheduler.Now, view.Now);
            Assert.Throws<ArgumentNullException>("work", () => ((IWorkQueue)view).Enqueue(null!));
        }
    }

    [Fact]
    public void What_rx_observes_there_goes_into_the_lane()
    {
        using var clicks = new Subject<string>();
        using var shown = clicks.ObserveOn(_scheduler.WithPriority(WorkPriority.High)).Subscribe(click => Add($"{click} on {Thread.CurrentThread.Name}"));
        Hold();
        Note(_scheduler, "normal");
        clicks.OnNext("click");
        Release();
        Assert.Equal(["click on Veda.Rx worker 1", "normal"], _order);
    }

    [Fact]
    public void No_worker_goes_on_at_once_while_anything_waits_in_any_lane()
    {
        var high = (IWorkQueue)_scheduler.WithPriority(WorkPriority.High);
        var answers = new List<bool>();
        _scheduler.WithPriority(WorkPriority.High).Schedule(() =>
        {
            answers.Add(high.MayGoOn);
            _scheduler.WithPriority(WorkPriority.Low, TimeSpan.FromDays(1)).Schedule(_done.Set);
            answers.Add(high.MayGoOn);
        });
        _done.AwaitOrFail();
        Assert.Equal([true, false], answers);
        Assert.False(high.MayGoOn);
    }

    [Fact]
    public void The_batches_of_a_run_have_the_deadline_of_the_run()
    {
        using var silence = new CompositeDisposable();
        Hold();
        // Each batch goes behind what waits; only by its run's deadline is it before it.
        silence.Add(Run("none", null));
        silence.Add(Run("20", 20));
        _time.Advance(TimeSpan.FromSeconds(15));
        silence.Add(Run("18", 3));
        _time.Advance(TimeSpan.FromSeconds(100));   // both have passed
        silence.Add(Run("120", 5));
        Release();
        Assert.Equal(["18", "18", "18", "20", "20", "20", "120", "120", "120", "none", "none", "none"], _order);

        IDisposable Run(string name, int? seconds) => VedaStream.Range(0, 3)
            .On(_scheduler, WorkPriority.High, seconds is null ? null : TimeSpan.FromSeconds(seconds.Value)).WithBatch(1, 1).Inspect(_ => Add(name)).Subscribe(_ => { });
    }

    [Fact]
    public void An_endless_run_that_is_late_starves_nobody()
    {
        using var late = VedaStream.Repeat(0, int.MaxValue).On(_scheduler, WorkPriority.Critical, TimeSpan.FromTicks(1)).WithBatch(1, 1).Map(x => x).Subscribe(_ => { });
        _time.Advance(TimeSpan.FromDays(1));
        foreach (var priority in Enum.GetValues<WorkPriority>())
        {
            foreach (var deadline in (TimeSpan?[])[null, TimeSpan.FromDays(1)])
            {
                using var done = new ManualResetEventSlim();
                _scheduler.WithPriority(priority, deadline).Schedule(done.Set);
                done.AwaitOrFail($"{priority} starves");
            }
        }
    }

    [Fact]
    public void A_scheduler_without_priorities_runs_the_stream_all_the_same()
    {
        var stream = VedaStream.Range(0, 10).On(Scheduler.Default);
        Assert.Same(stream, stream.On(Scheduler.Default, WorkPriority.Critical, TimeSpan.FromSeconds(1)));
        Assert.Equal(45, VedaStream.Range(0, 10).On(ImmediateScheduler.Instance, WorkPriority.Low).Sum().Wait());
    }

    [Theory]
    [MemberData(nameof(Priorities))]
    public async Task A_stream_has_the_same_results_with_every_priority(WorkPriority priority)
    {
        var stream = VedaStream.Range(0, 20_000).Map(x => x * 2).On(_scheduler, priority).Filter(x => x % 3 == 0).On(_scheduler, priority, TimeSpan.FromMinutes(1)).Map(x => x + 1);
        var expected = Enumerable.Range(0, 20_000).Select(x => x * 2).Where(x => x % 3 == 0).Select(x => x + 1);
        Assert.Equal(expected, await stream.ToList().AsTask().OrFail());
        Assert.Equal(expected, stream.ToList().Wait());
    }

    [Fact]
    public async Task Draining_runs_what_waits_in_every_lane()
    {
        Hold();
        FillEveryLane();
        _go.Set();
        await _scheduler.DisposeAsync();
        Assert.Equal(8, _order.Count);
        Assert.Throws<ObjectDisposedException>(() => _scheduler.WithPriority(WorkPriority.High).Schedule(() => { }));
        Assert.Throws<ObjectDisposedException>(() => _scheduler.WithPriority(WorkPriority.High).Schedule(TimeSpan.FromSeconds(1), () => { }));
    }

    [Fact]
    public void Aborting_tells_what_waits_in_every_lane()
    {
        var dropped = 0;
        Hold(() =>
        {
            foreach (var priority in Enum.GetValues<WorkPriority>())
            {
                ((IWorkQueue)_scheduler.WithPriority(priority)).Enqueue(new Droppable(() => dropped++));
                ((IWorkQueue)_scheduler.WithPriority(priority, TimeSpan.FromSeconds(1))).Enqueue(new Droppable(() => dropped++));
            }
            FillEveryLane();
            _scheduler.Dispose();   // from here it does not wait
            _go.Set();
        });
        _scheduler.Dispose();
        Assert.Equal(8, dropped);
        Assert.Empty(_order);
    }

    private void FillEveryLane()
    {
        foreach (var priority in Enum.GetValues<WorkPriority>())
        {
            Note(_scheduler.WithPriority(priority), "none");
            Note(_scheduler.WithPriority(priority, TimeSpan.FromSeconds(1)), "deadline");
        }
    }

    /// <summary>The worker waits, after something that it is to do first.</summary>
    private void Hold(Action? first = null)
    {
        using var held = new ManualResetEventSlim();
        _go.Reset();
        _done.Reset();
        _scheduler.Schedule(() =>
        {
            first?.Invoke();
            held.Set();
            _go.AwaitOrFail();
        });
        held.AwaitOrFail();
    }

    /// <summary>The worker goes on; returns when it has nothing left to do.</summary>
    private void Release()
    {
        _scheduler.WithPriority(WorkPriority.Low).Schedule(_done.Set);
        _go.Set();
        _done.AwaitOrFail();
    }

    private void Note(IScheduler scheduler, string name) => scheduler.Schedule(() => Add(name));

    private void Add(string name) => _order.Add(name);

    private sealed class Droppable(Action dropped) : IDroppableWork
    {
        public void Execute() => throw new InvalidOperationException("It was to be dropped.");

        public void Dropped(ObjectDisposedException reason) => dropped();
    }
}
