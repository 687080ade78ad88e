using Veda.Rx.Internal;
using Veda.Rx.WorkStealing;
using Xunit;

namespace Veda.Rx.Tests.Races;

/// <summary>
/// The real lanes, with the real rule of taking, under every interleaving of small programs (a letter each: c, h, n and l add an item of a priority, C and N one with a deadline, t takes, o takes the
/// oldest of any queue).
/// </summary>
public class LanesExploration
{
    [Theory]
    [InlineData("", 2, "cl", "tt")]
    [InlineData("h", 2, "ct", "tl")]
    [InlineData("l", 2, "tc", "tt")]
    [InlineData("C", 2, "Ct", "tN")]
    public void Every_item_is_taken_exactly_once_and_nothing_hides(string before, int preemptions, params string[] programs) => Explored<SimSync>(before, preemptions, programs).ThrowOnFailure();

    [Theory(Explicit = true)]
    [Trait("Category", "Long")]
    [InlineData("", 3, "chl", "ttt")]
    [InlineData("cl", 3, "tc", "tl")]
    [InlineData("cN", 3, "oct", "tlo")]
    [InlineData("hhh", 2, "tt", "to", "hl")]
    [InlineData("nh", 2, "t", "t", "c")]
    public void Every_item_is_taken_exactly_once_by_longer_programs(string before, int preemptions, params string[] programs) =>
        Every_item_is_taken_exactly_once_and_nothing_hides(before, preemptions, programs);

    [Fact]
    public void Exploration_finds_the_hidden_item_when_a_count_forgets_what_others_add()
    {
        var seen = Explored<SimSyncWithForgetfulDecrease>("h", 2, ["t", "h"]);
        Assert.Contains("hides", seen.Failure?.Error.Message, StringComparison.Ordinal);
    }

    private static Testing.ExploreResult Explored<TSync>(string before, int preemptions, string[] programs) where TSync : struct, ISync
    {
        var seen = Scenario.Explore(preemptions, () => Create<TSync>(before, programs));
        Assert.True(seen.Exhausted || seen.Failure is not null, seen.ToString());
        return seen;
    }

    private static Scenario Create<TSync>(string before, string[] programs) where TSync : struct, ISync
    {
        var team = new TeamQueues<TSync>(capacity: 2);
        var workers = programs.Select((_, index) => new WorkerQueue<TSync>(team, index + 1)).ToArray();
        var last = new WorkerQueue<TSync>(team, programs.Length + 1);
        var added = new List<int>();
        var taken = new List<int>();
        foreach (var operation in before)
            Add(operation, 0);
        return new Scenario([.. programs.Select((program, index) => (Action)(() =>
        {
            foreach (var operation in program)
            {
                if (operation == 't')
                    Note(workers[index].Take(int.MaxValue, out _));
                else if (operation == 'o')
                    Note(team.TakeAny());
                else
                    Add(operation, index + 1);
            }
        }))], AtRest);

        void Add(char operation, int thread)
        {
            // The hundreds say who added it, so that numbers do not depend on the order of threads.
            var number = thread * 100 + added.Count(other => other / 100 == thread);
            added.Add(number);
            team.Lanes.Enqueue(new TestItem(number), char.ToUpperInvariant(operation) switch
            {
                'C' => WorkPriority.Critical,
                'H' => WorkPriority.High,
                'L' => WorkPriority.Low,
                _ => WorkPriority.Normal,
            }, char.IsUpper(operation) ? number : PriorityLanes<TSync>.NoDeadline);
        }

        void Note(IThreadPoolWorkItem? item)
        {
            if (item is TestItem { Number: var number })
                taken.Add(number);
        }

        string? AtRest()
        {
            var left = added.Count - taken.Count;
            if (left > 0 && team.IsEmpty)
                return $"{left} items are left, but a sleeper is told that there is nothing: one hides";
            for (var i = 0; i < left; i++)
                Note(last.Take(int.MaxValue, out _));
            if (taken.Count != taken.Distinct().Count())
                return $"an item was taken twice: {string.Join(' ', taken)}";
            if (taken.Count != added.Count)
                return $"{added.Count - taken.Count} items are left that a worker does not find: one hides";
            return team.IsEmpty && !team.Lanes.HasUrgent ? null : "empty lanes say that they are not";
        }
    }
}
