using System.Collections;
using System.Reactive.Linq;
using System.Threading.Channels;
using Veda.Rx.Tests.Guarantees;

namespace Veda.Rx.Tests.Stress;

/// <summary>One pipeline for every kind of source, verb, terminal and consumer, none of whose own delegates allocates for an element.</summary>
internal static class Pipelines
{
    public static IReadOnlyDictionary<string, Action<Numbers>> All { get; } = new Dictionary<string, Action<Numbers>>
    {
        // Sources.
        ["from an array"] = numbers => Sum(numbers.Stream),
        ["from a list"] = numbers => Sum(numbers.Tuned(numbers.List.ToVeda())),
        ["from a read-only list"] = numbers => Sum(numbers.Tuned(((IReadOnlyList<int>)new ArraySegment<int>(numbers.Array)).ToVeda())),
        ["from a sequence"] = numbers => Sum(numbers.Tuned(Sequence(numbers.Array).ToVeda())),
        ["from an async sequence"] = numbers => Sum(numbers.Tuned(AsyncSequence(numbers.Array).ToVeda())),
        ["from an observable"] = numbers => Sum(numbers.Tuned(Pushed(numbers.Array).ToVeda())),
        ["from a channel"] = numbers => Sum(numbers.Tuned(Filled(numbers.Array).ToVeda())),
        ["from Range"] = numbers => Sum(numbers.Tuned(VedaStream.Range(0, numbers.Array.Length))),
        ["from Repeat"] = numbers => Sum(numbers.Tuned(VedaStream.Repeat(1, numbers.Array.Length))),
        ["from Generate"] = numbers => Sum(numbers.Tuned(VedaStream.Generate((Next: 0, End: numbers.Array.Length), s => s.Next < s.End, s => (s.Next + 1, s.End), s => s.Next))),
        ["from another segment"] = numbers => Sum(numbers.Tuned(numbers.Stream.Map(x => x))),

        // Verbs.
        ["Map"] = numbers => Sum(numbers.Stream.Map(x => x + 1)),
        ["Map by index"] = numbers => Sum(numbers.Stream.Map((x, i) => x + i)),
        ["Map by kernel"] = numbers => Sum(numbers.Stream.Map(new Twice())),
        ["Filter"] = numbers => Sum(numbers.Stream.Filter(x => x % 3 == 0)),
        ["Filter by index"] = numbers => Sum(numbers.Stream.Filter((x, i) => i % 3 == 0)),
        ["Filter by kernel"] = numbers => Sum(numbers.Stream.Filter(new Even())),
        ["FlatMap"] = numbers => Sum(numbers.Stream.FlatMap(_ => OneSequence.Instance)),
        ["Enumerate"] = numbers => numbers.Stream.Enumerate().Count().Wait(),
        ["Enumerate behind Filter"] = numbers => numbers.Stream.Filter(x => x % 3 == 0).Enumerate().Count().Wait(),
        ["Zip"] = numbers => numbers.Tuned(numbers.Stream.Zip(numbers.Stream, (a, b) => a + b)).Count().Wait(),
        ["Zip with a sequence"] = numbers => numbers.Tuned(numbers.Stream.Zip(Sequence(numbers.Array), (a, b) => a + b)).Count().Wait(),
        ["Take"] = numbers => Sum(numbers.Stream.Take(numbers.Array.Length - 1)),
        ["Take behind Filter"] = numbers => Sum(numbers.Stream.Filter(_ => true).Take(numbers.Array.Length - 1)),
        ["Skip"] = numbers => Sum(numbers.Stream.Skip(10)),
        ["Skip behind Filter"] = numbers => Sum(numbers.Stream.Filter(_ => true).Skip(10)),
        ["TakeWhile"] = numbers => Sum(numbers.Stream.TakeWhile(x => x >= 0)),
        ["Scan"] = numbers => Sum(numbers.Stream.Scan(0, (sum, x) => sum ^ x)),
        ["Concat"] = numbers => Sum(numbers.Tuned(numbers.Stream.Concat(numbers.Stream))),
        ["Inspect"] = numbers => Sum(numbers.Stream.Inspect(_ => { })),
        ["MapWith"] = numbers => Sum(numbers.Stream.MapWith(() => 1, (state, x) => state + x)),
        ["MapRandom"] = numbers => Sum(numbers.Stream.MapRandom(1, (x, random) => x ^ random.Next(2))),
        ["WithProgress"] = numbers => Sum(numbers.Stream.WithProgress(Unheard.Instance)),
        ["Unordered"] = numbers => Sum(numbers.Stream.Unordered().Map(x => x)),
        ["CountBy"] = numbers => numbers.Stream.CountBy(x => x % 10).Count().Wait(),
        ["AggregateBy"] = numbers => numbers.Stream.AggregateBy(x => x % 10, 0, (sum, x) => sum + 1).Count().Wait(),
        ["TopN"] = numbers => numbers.Stream.TopN(5).Count().Wait(),

        // Terminals.
        ["Count"] = numbers => numbers.Stream.Count().Wait(),
        ["LongCount"] = numbers => numbers.Stream.LongCount(x => x > 5).Wait(),
        ["Average"] = numbers => numbers.Stream.Average().Wait(),
        ["Sum of doubles"] = numbers => numbers.Stream.Sum(x => (double)x).Wait(),
        ["Sum of nullable"] = numbers => numbers.Stream.Sum(x => (int?)1).Wait(),
        ["Sum of decimals"] = numbers => numbers.Stream.Sum(x => (decimal)x).Wait(),
        ["Min"] = numbers => numbers.Stream.Min().Wait(),
        ["MaxBy"] = numbers => numbers.Stream.MaxBy(x => x % 100).Wait(),
        ["Fold"] = numbers => numbers.Stream.Fold(() => 0, (sum, x) => sum ^ x, (a, b) => a ^ b).Wait(),
        ["Fold, unordered"] = numbers => numbers.Stream.Unordered().Fold(() => 0, (sum, x) => sum ^ x, (a, b) => a ^ b).Wait(),
        ["Reduce"] = numbers => numbers.Stream.Reduce((a, b) => a ^ b).Wait(),
        ["Aggregate"] = numbers => numbers.Stream.Aggregate(0, (sum, x) => sum ^ x).Wait(),
        ["Any"] = numbers => numbers.Stream.Any(x => x < 0).Wait(),
        ["All"] = numbers => numbers.Stream.All(x => x >= 0).Wait(),
        ["Contains"] = numbers => numbers.Stream.Contains(-1).Wait(),
        ["FirstOrDefault"] = numbers => numbers.Stream.FirstOrDefault(x => x < 0).Wait(),
        ["Last"] = numbers => numbers.Stream.Last().Wait(),
        ["SingleOrDefault"] = numbers => numbers.Stream.SingleOrDefault(x => x == 7).Wait(),
        ["ForEach"] = numbers => numbers.Stream.ForEach(_ => { }).Wait(),
        ["CopyInto"] = numbers => numbers.Stream.CopyInto(numbers.Copy).Wait(),

        // Consumers.
        ["an observer"] = numbers => Observe(numbers.Stream.Map(x => x)),
        ["ToEnumerable"] = numbers => Read(numbers.Stream.Map(x => x).ToEnumerable()),
        ["await foreach"] = numbers => ReadAsync(numbers.Stream.Map(x => x)).GetAwaiter().GetResult(),
        ["ToChannel"] = numbers => ReadAsync(numbers.Stream.Map(x => x).ToChannel(1024)).GetAwaiter().GetResult(),
        ["a task"] = numbers => numbers.Stream.Map(x => x).Count().AsTask().GetAwaiter().GetResult(),
    };

    private static void Sum(VedaStream<int> stream) => stream.Sum(x => (long)x).Wait();

    private static IEnumerable<int> Sequence(int[] numbers)
    {
        foreach (var number in numbers)
            yield return number;
    }

    private static async IAsyncEnumerable<int> AsyncSequence(int[] numbers)
    {
        await Task.CompletedTask;
        foreach (var number in numbers)
            yield return number;
    }

    private static IObservable<int> Pushed(int[] numbers) => Observable.Create<int>(observer =>
    {
        foreach (var number in numbers)
            observer.OnNext(number);
        observer.OnCompleted();
        return () => { };
    });

    private static ChannelReader<int> Filled(int[] numbers)
    {
        var channel = Channel.CreateBounded<int>(4096);
        Patience.OnThread(() =>
        {
            foreach (var number in numbers)
            {
                var spinner = default(SpinWait);
                while (!channel.Writer.TryWrite(number))
                    spinner.SpinOnce();
            }
            channel.Writer.Complete();
        });
        return channel.Reader;
    }

    private static void Observe(VedaStream<int> stream)
    {
        using var completed = new ManualResetEventSlim();
        stream.Subscribe(new Listener(completed));
        completed.Wait();
    }

    private static void Read(IEnumerable<int> numbers)
    {
        foreach (var _ in numbers)
        {
        }
    }

    private static async Task ReadAsync(VedaStream<int> stream)
    {
        await foreach (var _ in stream)
        {
        }
    }

    private static async Task ReadAsync(ChannelReader<int> channel)
    {
        while (await channel.WaitToReadAsync())
        {
            while (channel.TryRead(out _))
            {
            }
        }
    }

    private readonly struct Twice : IKernel<Twice, int, int>
    {
        public int Invoke(int value) => 2 * value;
    }

    private readonly struct Even : IPredicateKernel<Even, int>
    {
        public bool Invoke(int value) => value % 2 == 0;
    }

    private sealed class Unheard : IProgress<long>
    {
        public static Unheard Instance { get; } = new();

        public void Report(long value)
        {
        }
    }

    private sealed class Listener(ManualResetEventSlim completed) : IObserver<int>
    {
        public void OnNext(int value)
        {
        }

        public void OnError(Exception error) => completed.Set();

        public void OnCompleted() => completed.Set();
    }

    /// <summary>A sequence of one element whose enumerator is itself, so that reading it allocates nothing.</summary>
    private sealed class OneSequence : IEnumerable<int>, IEnumerator<int>
    {
        public static OneSequence Instance { get; } = new();

        [ThreadStatic]
        private static bool t_read;

        public int Current => 1;

        object IEnumerator.Current => 1;

        public IEnumerator<int> GetEnumerator() => this;

        IEnumerator IEnumerable.GetEnumerator() => this;

        public bool MoveNext() => t_read = !t_read;

        public void Reset()
        {
        }

        public void Dispose()
        {
        }
    }
}
