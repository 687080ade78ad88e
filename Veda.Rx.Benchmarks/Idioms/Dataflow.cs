using System.Threading.Tasks.Dataflow;

namespace Veda.Rx.Benchmarks.Idioms;

/// <summary>TPL Dataflow with ranges as messages, so that the cost of a message is spread over many elements.</summary>
internal static class Dataflow
{
    /// <summary>Messages that wait in front of a block at most, where the producer can run ahead.</summary>
    private const int Bound = 64;

    public static ExecutionDataflowBlockOptions Options { get; } = new()
    {
        MaxDegreeOfParallelism = Environment.ProcessorCount,
        SingleProducerConstrained = true,
        BoundedCapacity = Bound,
    };

    public static T Reduce<T>(int n, int size, Func<int, int, T> part, Func<T, T, T> combine) =>
        Reduce(Slice.Cut(n, size), slice => part(slice.From, slice.To), combine);

    public static TResult Reduce<TItem, TResult>(IEnumerable<TItem> items, Func<TItem, TResult> part, Func<TResult, TResult, TResult> combine)
    {
        var result = new Combined<TResult>(combine);
        var block = new ActionBlock<TItem>(item => result.Add(part(item)), Options);
        SendAll(items, block);
        block.Completion.Wait();
        return result.Value;
    }

    /// <summary>Feeds a bounded block from this thread, then completes it.</summary>
    public static void SendAll<TItem>(IEnumerable<TItem> items, ITargetBlock<TItem> target)
    {
        foreach (var item in items)
        {
            if (!target.Post(item))
                target.SendAsync(item).Wait();
        }
        target.Complete();
    }
}
