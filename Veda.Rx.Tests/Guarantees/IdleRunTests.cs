using System.Reactive.Concurrency;
using System.Reactive.Subjects;
using System.Runtime.CompilerServices;
using Xunit;

namespace Veda.Rx.Tests.Guarantees;

/// <summary>Guarantee 3 for a live stream on which nothing happens: it keeps nothing of what it has delivered.</summary>
public sealed class IdleRunTests
{
    public static TheoryData<int> Cases => [.. Enumerable.Range(0, Streams(VedaStream.Never<int>()).Count())];

    [Theory, MemberData(nameof(Cases))]
    public void Delivered_results_are_not_kept_alive(int stream)
    {
        using var subject = new Subject<int>();
        var results = new List<WeakReference>();
        using var run = Streams(subject.ToVeda().On(ImmediateScheduler.Instance)).ElementAt(stream)
            .Subscribe(result => results.Add(new WeakReference(result)));
        Push(subject);
        Assert.NotEmpty(results);
        GC.Collect();
        Assert.All(results, result => Assert.False(result.IsAlive));
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private static void Push(Subject<int> subject)
    {
        for (var i = 0; i < 10; i++)
            subject.OnNext(i);
    }

    private static IEnumerable<VedaStream<object>> Streams(VedaStream<int> numbers)
    {
        var objects = numbers.Map(_ => new object());
        yield return objects;
        yield return objects.Map(x => x).Filter(_ => true);
        yield return objects.Filter(_ => true).Filter(_ => true);
        yield return numbers.MapWith(() => 0, (_, _) => new object()).Map(x => x);
        yield return objects.Enumerate().Map(x => x.Value).Filter(_ => true);
        yield return objects.Inspect(_ => { }).Map(x => x);
        yield return numbers.FlatMap(_ => new[] { new object() }).Map(x => x);
        yield return numbers.Scan((_, x) => x).Map(_ => new object()).Map(x => x);
        yield return objects.Zip(numbers, (x, _) => x);
    }
}
