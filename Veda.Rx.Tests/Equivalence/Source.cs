using System.Collections;
using System.Reactive.Concurrency;
using System.Reactive.Linq;
using System.Threading.Channels;

namespace Veda.Rx.Tests.Equivalence;

/// <summary>The same elements through every kind of source.</summary>
internal sealed record Source(string Name, Func<int, Source.Failure?, VedaStream<int>> Open)
{
    /// <summary>The source throws behind this many elements.</summary>
    internal sealed record Failure(int After);

    /// <summary>Kinds that can fail, and so are read one element at a time.</summary>
    public static readonly Source[] All =
    [
        new("array", (n, _) => Enumerable.Range(0, n).ToArray().ToVeda()),
        new("list", (n, _) => Enumerable.Range(0, n).ToList().ToVeda()),
        new("indexed list", (n, _) => ((IReadOnlyList<int>)new Indexed(n)).ToVeda()),
        new("sequence", (n, failure) => Numbers(n, failure).ToVeda()),
        new("async sequence", (n, failure) => NumbersAsync(n, failure).ToVeda()),
        new("channel", (n, failure) => Filled(n, failure).ToVeda()),
        new("cold observable", (n, failure) => Numbers(n, failure).ToObservable(ImmediateScheduler.Instance).ToVeda()),
        new("observable with a short queue", (n, failure) => Numbers(n, failure).ToObservable(ImmediateScheduler.Instance).ToVeda(7)),
    ];

    /// <summary>Whether the kind can fail.</summary>
    public bool CanFail => Name is not ("array" or "list" or "indexed list");

    /// <summary>Whether the elements come while <c>Subscribe</c> is still running.</summary>
    public bool PushesInSubscribe => Name.Contains("observable");

    public override string ToString() => Name;

    public static IEnumerable<int> Numbers(int count, Failure? failure)
    {
        for (var i = 0; i < count; i++)
        {
            if (i == failure?.After)
                throw new IOException("the source failed");
            yield return i;
        }
    }

    private static async IAsyncEnumerable<int> NumbersAsync(int count, Failure? failure)
    {
        foreach (var number in Numbers(count, failure))
        {
            if (number % 50 == 7)
                await Task.Yield();
            yield return number;
        }
    }

    private static ChannelReader<int> Filled(int count, Failure? failure)
    {
        var channel = Channel.CreateUnbounded<int>();
        try
        {
            foreach (var number in Numbers(count, failure))
                channel.Writer.TryWrite(number);
            channel.Writer.Complete();
        }
        catch (IOException error)
        {
            channel.Writer.Complete(error);
        }
        return channel.Reader;
    }

    private sealed class Indexed(int count) : IReadOnlyList<int>
    {
        public int Count => count;

        public int this[int index] => index;

        public IEnumerator<int> GetEnumerator() => Enumerable.Range(0, count).GetEnumerator();

        IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();
    }
}
