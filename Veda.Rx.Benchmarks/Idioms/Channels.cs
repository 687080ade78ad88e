using System.Threading.Channels;

namespace Veda.Rx.Benchmarks.Idioms;

/// <summary>A bounded channel of ranges with one writer and one reader per core.</summary>
internal static class Channels
{
    private const int Bound = 64;

    public static T Reduce<T>(int n, int size, Func<int, int, T> part, Func<T, T, T> combine) =>
        Reduce(Slice.Cut(n, size), slice => part(slice.From, slice.To), combine);

    public static TResult Reduce<TItem, TResult>(IEnumerable<TItem> items, Func<TItem, TResult> part, Func<TResult, TResult, TResult> combine)
    {
        var channel = Channel.CreateBounded<TItem>(new BoundedChannelOptions(Bound) { SingleWriter = true });
        var result = new Combined<TResult>(combine);
        var readers = new Task[Environment.ProcessorCount];
        for (var i = 0; i < readers.Length; i++)
            readers[i] = Task.Run(ReadAll);
        WriteAll(items, channel.Writer).Wait();
        Task.WaitAll(readers);
        return result.Value;

        async Task ReadAll()
        {
            while (await channel.Reader.WaitToReadAsync())
            {
                while (channel.Reader.TryRead(out var item))
                    result.Add(part(item));
            }
        }
    }

    /// <summary>Writes with as few waits as possible, then completes the channel.</summary>
    public static async Task WriteAll<TItem>(IEnumerable<TItem> items, ChannelWriter<TItem> writer)
    {
        foreach (var item in items)
        {
            if (!writer.TryWrite(item))
                await writer.WriteAsync(item);
        }
        writer.Complete();
    }
}
