using Veda.Rx.Internal;
using Veda.Rx.Tests.Races;
using Veda.Rx.WorkStealing;
using Xunit;

namespace Veda.Rx.Tests.WorkStealing;

/// <summary>The real queues and the rule by which a worker takes from them, step by step and without threads: whatever is flooded, nothing starves, within the bound that the README states.</summary>
public class AgeingTests
{
    private const int Interval = WorkerQueue<RealSync>.AgeingInterval;
    private const int Shared = PriorityLanes<RealSync>.Queues;
    private const long NoDeadline = PriorityLanes<RealSync>.NoDeadline;

    private static readonly WorkPriority[] s_lanes = [WorkPriority.Critical, WorkPriority.High, WorkPriority.Normal, WorkPriority.Low];

    /// <summary>Every lane, with and without deadlines, and how many are before.</summary>
    public static TheoryData<WorkPriority, bool, int> SharedQueues => [.. from lane in s_lanes from late in (bool[])[false, true] from before in (int[])[0, 1, 7] select (lane, late, before)];

    [Theory]
    [MemberData(nameof(SharedQueues))]
    public void In_a_shared_queue(WorkPriority lane, bool late, int before)
    {
        var flood = new Flood(others: 2);
        var takes = flood.Await(before, item => flood.Team.Lanes.Enqueue(item, lane, late ? Flood.Late : NoDeadline));
        Within(2 * Interval * Shared, before, takes);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(5)]
    public void In_the_own_deque(int before)
    {
        var flood = new Flood(others: 2);
        var takes = flood.Await(before, item => flood.Own.Push(item));
        Within(4 * Interval, before, takes);
    }

    [Theory]
    [InlineData(1, 0)]
    [InlineData(1, 5)]
    [InlineData(3, 5)]
    public void In_the_deque_of_a_worker_that_is_blocked(int others, int before)
    {
        var flood = new Flood(others);
        var takes = flood.Await(before, item => flood.Others[^1].Push(item));
        Within(4 * Interval * others, before, takes);
    }

    [Fact]
    public void Low_work_beside_a_flood_of_one_lane_waits_for_two_turns_at_most()
    {
        foreach (var flooded in s_lanes[..3])
        {
            var team = new TeamQueues<RealSync>();
            var worker = new WorkerQueue<RealSync>(team, 1);
            var probe = new TestItem(-1);
            team.Lanes.Enqueue(probe, WorkPriority.Low);
            var takes = 0;
            IThreadPoolWorkItem? taken;
            do
            {
                team.Lanes.Enqueue(new TestItem(0), flooded);
                taken = worker.Take(int.MaxValue, out _);
                takes++;
            }
            while (taken != probe && takes < 1_000_000);
            Assert.InRange(takes, Interval, 2 * Interval * 2);
        }
    }

    [Fact]
    public void Whatever_comes_when_each_worker_keeps_the_bound()
    {
        for (var seed = 0; seed < 60; seed++)
        {
            var random = new Random(seed);
            var team = new TeamQueues<RealSync>();
            var workers = Enumerable.Range(1, 3).Select(number => new WorkerQueue<RealSync>(team, number)).ToArray();
            var takes = new int[workers.Length];
            var waiting = new Dictionary<IThreadPoolWorkItem, (int Before, int[] Takes)>();
            var inQueue = new int[Shared];
            var queueOf = new Dictionary<IThreadPoolWorkItem, int>();
            var weights = Enumerable.Range(0, Shared).Select(_ => random.Next(4)).ToArray();
            for (var step = 0; step < 4_000; step++)
            {
                var queue = random.Next(Shared);
                for (var i = 0; i < weights[queue]; i++)
                {
                    var item = new TestItem(step);
                    waiting.Add(item, (inQueue[queue]++, [.. takes]));
                    queueOf.Add(item, queue);
                    team.Lanes.Enqueue(item, s_lanes[queue % 4], queue < 4 ? NoDeadline : random.Next(1_000));
                }
                var worker = random.Next(workers.Length);
                if (random.Next(10) == 0)
                    workers[worker].Push(new TestItem(step));
                takes[worker]++;
                if (workers[worker].Take(int.MaxValue, out _) is not { } taken || !waiting.Remove(taken, out var since))
                    continue;
                inQueue[queueOf[taken]]--;
                for (var i = 0; i < workers.Length; i++)
                    Assert.InRange(takes[i] - since.Takes[i], 0, 2 * Interval * Shared * (since.Before + 1));
            }
        }
    }

    [Fact]
    public void Deadlines_come_first_in_their_lane_the_earliest_first_and_the_rest_as_it_came()
    {
        var team = new TeamQueues<RealSync>();
        var worker = new WorkerQueue<RealSync>(team, 1);
        worker.Push(new TestItem(41));
        foreach (var (number, lane, deadline) in ((int, WorkPriority, long)[])
            [(51, WorkPriority.Low, 9), (52, WorkPriority.Low, NoDeadline), (31, WorkPriority.Normal, 8), (30, WorkPriority.Normal, 7), (42, WorkPriority.Normal, NoDeadline),
             (43, WorkPriority.Normal, NoDeadline), (21, WorkPriority.High, NoDeadline), (22, WorkPriority.High, NoDeadline), (12, WorkPriority.Critical, 5), (20, WorkPriority.High, 1),
             (11, WorkPriority.Critical, 4), (13, WorkPriority.Critical, 5), (14, WorkPriority.Critical, NoDeadline)])
            team.Lanes.Enqueue(new TestItem(number), lane, deadline);
        Assert.False(team.IsEmpty);
        var taken = new List<int>();
        while (worker.Take(int.MaxValue, out var gave) is TestItem item)
        {
            taken.Add(item.Number);
            Assert.False(gave);
        }
        Assert.Equal([11, 12, 13, 14, 20, 21, 22, 30, 31, 41, 42, 43, 51, 52], taken);
        Assert.True(team.IsEmpty);
        Assert.False(team.Lanes.HasUrgent);
    }

    [Fact]
    public void What_is_left_is_taken_by_whoever_clears_up()
    {
        var team = new TeamQueues<RealSync>();
        var worker = new WorkerQueue<RealSync>(team, 1);
        for (var i = 0; i < 40; i++)
        {
            team.Lanes.Enqueue(new TestItem(i), s_lanes[i % 4], i < 20 ? i : NoDeadline);
            worker.Push(new TestItem(40 + i));
        }
        var taken = new HashSet<int>();
        while (team.TakeAny() is TestItem item)
            Assert.True(taken.Add(item.Number));
        Assert.Equal(80, taken.Count);
        Assert.True(team.IsEmpty);
        Assert.Null(worker.Take(1, out _));
    }

    /// <summary>Not more than the bound; and not much less, or another would be stated.</summary>
    private static void Within(int bound, int before, int takes) => Assert.InRange(takes, bound * before + 1, bound * (before + 1));

    /// <summary>One item more comes to every queue before each take of the one worker that takes.</summary>
    private sealed class Flood
    {
        /// <summary>Deadlines that the flood's are always before.</summary>
        public const long Late = long.MaxValue - 1;

        public Flood(int others)
        {
            Own = new WorkerQueue<RealSync>(Team, 1);
            Others = [.. Enumerable.Range(2, others).Select(number => new WorkerQueue<RealSync>(Team, number))];
        }

        public TeamQueues<RealSync> Team { get; } = new();

        public WorkerQueue<RealSync> Own { get; }

        public WorkerQueue<RealSync>[] Others { get; }

        /// <summary>Puts an item behind others, and takes until it comes.</summary>
        /// <returns>The number of takes.</returns>
        public int Await(int before, Action<IThreadPoolWorkItem> enqueue)
        {
            for (var i = 0; i < before; i++)
                enqueue(new TestItem(i));
            var probe = new TestItem(-1);
            enqueue(probe);
            IThreadPoolWorkItem? taken;
            var takes = 0;
            do
            {
                Fill();
                taken = Own.Take(int.MaxValue, out _);
                takes++;
            }
            while (taken != probe && takes < 100_000);
            return takes;
        }

        private void Fill()
        {
            foreach (var lane in s_lanes)
            {
                Team.Lanes.Enqueue(new TestItem(0), lane);
                Team.Lanes.Enqueue(new TestItem(0), lane, deadline: 0);
            }
            Own.Push(new TestItem(0));
            foreach (var other in Others)
                other.Push(new TestItem(0));
        }
    }
}
