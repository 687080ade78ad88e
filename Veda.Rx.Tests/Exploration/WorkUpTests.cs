using Veda.Rx.Testing;
using Xunit;

namespace Veda.Rx.Tests.Exploration;

/// <summary>What is made of a failure: it stays the one that was found.</summary>
public sealed class WorkUpTests
{
    /// <summary>Two faults of one type: one needs the threads to begin in one order and nothing else, the other one a certain turn in the middle.</summary>
    private static async Task TwoFaults(SimContext sim, Action<string> thrown)
    {
        var turns = new List<char>();
        await Task.WhenAll(sim.Thread(() => Turns('a')), sim.Thread(() => Turns('b')));
        var order = string.Concat(turns);
        if (order.StartsWith("aabba", StringComparison.Ordinal))
            Fail($"of {order.Length}: a turn in the middle");
        if (order.StartsWith("b", StringComparison.Ordinal))
            Fail($"of {order.Length}: b comes first");

        void Turns(char name)
        {
            for (var i = 0; i < 3; i++)
            {
                sim.Point("turns", Access.Write);
                turns.Add(name);
            }
        }

        void Fail(string message)
        {
            thrown(message);
            throw new InvalidOperationException(message);
        }
    }

    [Fact]
    public void The_shortest_execution_fails_as_the_one_that_was_found()
    {
        var found = new HashSet<string>();
        for (var seed = 0UL; seed < 40; seed++)
        {
            string? first = null;
            var result = Explore.Check(sim => TwoFaults(sim, message => first ??= message), new ExploreOptions { Seed = seed, Strategies = [Strategy.RandomWalk] });
            Assert.Equal(first, result.Failure!.Error.Message);
            found.Add(first!);
        }
        Assert.Equal(2, found.Count);
    }

    [Theory]
    [InlineData("at 5 of 7", "at 12 of 7", true)]
    [InlineData("Assert.Equal() Failure\nExpected: a", "Assert.Equal() Failure\nExpected: b", true)]
    [InlineData("key x1 is missing", "key y2 is missing", true)]
    [InlineData("key is missing", "key is there twice", false)]
    [InlineData("", "", true)]
    public void Numbers_and_values_make_no_other_failure(string one, string other, bool alike) =>
        Assert.Equal(alike, Failed(new InvalidOperationException(one)).IsLike(Failed(new InvalidOperationException(other))));

    [Fact]
    public void Another_type_is_another_failure()
    {
        Assert.False(Failed(new InvalidOperationException("same")).IsLike(Failed(new TimeoutException("same"))));
        Assert.False(Failed(null).IsLike(Failed(new TimeoutException("same"))));
        Assert.True(Failed(null).IsLike(Failed(null)));
        Assert.True(Failed(new DeadlockException("a waits for b")).IsLike(Failed(new DeadlockException("b waits for a"))));
    }

    private static Ending Failed(Exception? error) => new(error, [], 0, null);
}
