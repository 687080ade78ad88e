using System.Collections;
using System.Reactive.Concurrency;
using System.Reactive.Linq;
using System.Reactive.Subjects;
using System.Threading.Channels;

namespace Veda.Rx.Tests.Equivalence;

/// <summary>The source throws behind this many elements.</summary>
internal sealed record Failure(int After)
{
    public static readonly string Description = Outcome.Describe(new IOException("the source failed"));

    /// <summary>Throws where it is time to.</summary>
    public static void At(int index, Failure? failure)
    {
        if (index == failure?.After)
            throw new IOException("the source failed");
    }
}

/// <summary>The same elements through every kind of source.</summary>
/// <param name="Open">Makes the stream of some number of elements; a source that needs a scheduler gets the pipeline's.</param>
internal sealed record Source<T>(string Name, Func<int, Failure?, IScheduler, VedaStream<T>> Open)
{
    /// <summary>Whether it is read one element at a time, so that it can fail.</summary>
    public bool CanFail { get; init; } = true;

    /// <summary>Whether <c>Subscribe</c> returns only when most elements have been taken.</summary>
    public bool HoldsSubscribe { get; init; }

    /// <summary>Whether it schedules actions of its own.</summary>
    public bool Schedules { get; init; }

    /// <summary>Whether it works on other threads than the scheduler's.</summary>
    public bool HasThreads { get; init; }

    /// <summary>What the elements are.</summary>
    public required Func<int, Failure?, IEnumerable<T>> Linq { get; init; }

    public override string ToString() => Name;
}

/// <summary>The kinds of sources.</summary>
internal static class Source
{
    public static Source<T>[] All<T>(Element<T> element)
    {
        return
        [
            Sure("array", n => Items(n).ToArray().ToVeda()),
            Sure("list", n => Items(n).ToList().ToVeda()),
            Sure("indexed list", n => ((IReadOnlyList<T>)new Indexed<T>(Items(n).ToArray())).ToVeda()),
            Sure("range", element.Range),
            Sure("repetition", n => VedaStream.Repeat(element.Of(7), n)) with { Linq = (n, _) => Enumerable.Repeat(element.Of(7), n) },
            Of("generation", (n, failure, _) => VedaStream.Generate(0, i => Goes(i, n, failure), i => i + 1, element.Of)),
            Of("sequence", (n, failure, _) => Numbers(n, failure).ToVeda()),
            Of("async sequence", (n, failure, _) => Paused(n, failure, TaskPoolScheduler.Default).ToVeda()) with { HasThreads = true },
            Of("async sequence on the scheduler", (n, failure, scheduler) => Paused(n, failure, scheduler).ToVeda()) with { Schedules = true },
            Of("channel", (n, failure, _) => Filled(Numbers(n, failure).ToObservable(ImmediateScheduler.Instance)).ToVeda()),
            Of("channel filled meanwhile", (n, failure, _) => Filled(Pushed(Numbers(n, failure))).ToVeda()) with { HasThreads = true },
            Of("cold observable", (n, failure, _) => Numbers(n, failure).ToObservable(ImmediateScheduler.Instance).ToVeda()),
            Of("observable with a short queue", (n, failure, _) => Numbers(n, failure).ToObservable(ImmediateScheduler.Instance).ToVeda(7)) with { HoldsSubscribe = true },
            Of("observable on the scheduler", (n, failure, scheduler) => Numbers(n, failure).ToObservable(scheduler).ToVeda()) with { Schedules = true },
            Of("subject of another thread", (n, failure, _) => Pushed(Numbers(n, failure)).ToVeda(100)) with { HasThreads = true },
        ];

        Source<T> Of(string name, Func<int, Failure?, IScheduler, VedaStream<T>> open) => new(name, open) { Linq = Numbers };

        Source<T> Sure(string name, Func<int, VedaStream<T>> open) => Of(name, (n, _, _) => open(n)) with { CanFail = false };

        IEnumerable<T> Items(int count) => Numbers(count, null);

        IEnumerable<T> Numbers(int count, Failure? failure)
        {
            for (var i = 0; i < count; i++)
            {
                Failure.At(i, failure);
                yield return element.Of(i);
            }
        }

        async IAsyncEnumerable<T> Paused(int count, Failure? failure, IScheduler scheduler)
        {
            for (var i = 0; i < count; i++)
            {
                if (i % 50 == 7)
                    await scheduler.Yield();
                Failure.At(i, failure);
                yield return element.Of(i);
            }
        }
    }

    /// <summary>A channel of what an observable pushes; unbounded, so that this ends also when nobody reads on.</summary>
    private static ChannelReader<T> Filled<T>(IObservable<T> items)
    {
        var channel = Channel.CreateUnbounded<T>();
        items.Subscribe(item => channel.Writer.TryWrite(item), error => channel.Writer.Complete(error), () => channel.Writer.Complete());
        return channel.Reader;
    }

    private static bool Goes(int index, int count, Failure? failure)
    {
        if (index == count)
            return false;
        Failure.At(index, failure);
        return true;
    }

    /// <summary>A hot observable that begins when somebody listens: a thread of its own pushes into a subject, whoever still listens.</summary>
    private static IObservable<T> Pushed<T>(IEnumerable<T> items) => Observable.Create<T>(observer =>
    {
        var subject = new Subject<T>();
        var subscription = subject.Subscribe(observer);
        new Thread(() => items.ToObservable(ImmediateScheduler.Instance).Subscribe(subject)) { IsBackground = true }.Start();
        return subscription;
    });

    private sealed class Indexed<T>(T[] items) : IReadOnlyList<T>
    {
        public int Count => items.Length;

        public T this[int index] => items[index];

        public IEnumerator<T> GetEnumerator() => items.AsEnumerable().GetEnumerator();

        IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();
    }
}
