using System.Diagnostics;
using System.Reflection;
using Veda.Rx.Tests.Architecture;
using Xunit;

namespace Veda.Rx.Tests.Stress;

/// <summary>
/// Elements and batches cost no allocation: a run over many elements allocates what one over few does, whatever reads them,
/// works on them or takes them.
/// </summary>
/// <remarks>
/// Bytes of all threads, and the least of several runs, since whatever else the process does can only add to them. Batches are
/// tiny, so that some bytes a batch show as clearly as some bytes an element.
/// </remarks>
[Trait("Category", "Stress")]
[Collection(nameof(MemoryTests))]
public sealed class AllocationTests
{
    /// <summary>
    /// Room for as many lanes as may wait at a merge, 1,024, that one run needs and another does not. The smallest object in
    /// each batch would be almost twice as much.
    /// </summary>
    private const long Allowed = 1 << 20;

    private const int Rounds = 6;

    private static readonly Numbers s_few = new(20_000);
    private static readonly Numbers s_many = new(600_000 + 20_000);

    /// <summary>What allocates in an unoptimised build only, and why.</summary>
    private static readonly Dictionary<string, string> s_needsTheOptimizer = new()
    {
        ["await foreach"] = "there the state of an async method is an object from the beginning, not only when it waits",
        ["Min"] = "there a comparison with null boxes the value",
        ["MaxBy"] = "there a comparison with null boxes the value",
    };

    /// <summary>Verbs without a pipeline of their own, and why.</summary>
    private static readonly Dictionary<string, string[]> s_exempt = new()
    {
        ["their results are objects that hold the elements"] = ["Chunk", "Collect", "ToArray", "ToDictionary", "ToList"],
        ["other names for the same"] = ["AsAsyncEnumerable", "Select", "SelectMany", "Where"],
        ["twins of one that has"] = ["First", "LastOrDefault", "Max", "MinBy", "Single"],
        ["their elements are strings, or parts of blocks that nobody else may use"] = ["Lines", "Utf8Lines"],
        ["no elements to speak of"] = ["Empty", "Never", "Return", "Throw"],
        ["sources and stages of the caller's"] = ["From", "Then", "ThenInOrder"],
        ["settings"] = ["On", "WithBatch", "WithCancellation", "WithParallelism"],
        ["every source has one"] = ["ToVeda"],
    };

    public static TheoryData<string> Names => [.. Pipelines.All.Keys];

    /// <summary>On the calling thread, which does all of it; the least of many runs, for the first ones are not optimised.</summary>
    [Fact]
    public void A_whole_run_over_few_elements_allocates_less_than_a_kilobyte()
    {
        if (IsUnoptimised)
            Assert.Skip("the promise is one of optimised code");
        int[] numbers = [.. Enumerable.Range(0, 10)];
        var least = long.MaxValue;
        for (var run = 0; run < 200_000 && least > 1_024; run++)
        {
            var before = GC.GetAllocatedBytesForCurrentThread();
            numbers.ToVeda().Map(x => x * 3L + 1).Sum().Wait();
            least = Math.Min(least, GC.GetAllocatedBytesForCurrentThread() - before);
        }
        Assert.InRange(least, 1, 1_024);
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void Many_elements_allocate_no_more_than_few(string name)
    {
        if (IsUnoptimised && s_needsTheOptimizer.TryGetValue(name, out var reason))
            Assert.Skip($"not in an unoptimised build: {reason}");
        var more = Difference(Pipelines.All[name]);
        Assert.True(more <= Allowed, $"{name}: {more:N0} bytes more for {s_many.Array.Length - s_few.Array.Length:N0} elements more");
    }

    [Fact]
    public void Every_verb_has_a_pipeline_or_a_reason() => Assert.Equal(
        typeof(VedaStream).GetMethods(BindingFlags.Public | BindingFlags.Static | BindingFlags.DeclaredOnly).Select(method => method.Name).Distinct().Except(s_exempt.Values.SelectMany(verbs => verbs)).Order(),
        Pipelines.All.Keys.SelectMany(name => name.Split(' ', ',')).Intersect(typeof(VedaStream).GetMethods().Select(method => method.Name)).Distinct().Order());

    [Fact]
    public void An_object_in_each_batch_is_noticed()
    {
        var kept = new object();
        var more = Difference(numbers =>
        {
            for (var i = 0; i < numbers.Array.Length; i += Numbers.Batch)
                Volatile.Write(ref kept, new object());
        });
        Assert.True(more > Allowed, $"only {more:N0} bytes");
    }

    private static bool IsUnoptimised => Shipped.Assembly.GetCustomAttribute<DebuggableAttribute>() is { IsJITOptimizerDisabled: true };

    private static long Difference(Action<Numbers> run)
    {
        run(s_few);   // what is made once in a process
        var (few, many) = (long.MaxValue, long.MaxValue);
        for (var round = 0; round < Rounds && (round == 0 || many - few > Allowed); round++)
        {
            few = Math.Min(few, Allocated(run, s_few));
            many = Math.Min(many, Allocated(run, s_many));
        }
        return many - few;
    }

    private static long Allocated(Action<Numbers> run, Numbers numbers)
    {
        var before = GC.GetTotalAllocatedBytes(precise: true);
        run(numbers);
        return GC.GetTotalAllocatedBytes(precise: true) - before;
    }
}
