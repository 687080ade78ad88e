using System.Reactive.Concurrency;
using Xunit;

namespace Veda.Rx.Tests.Operators;

public sealed class TuningTests
{
    [Fact]
    public void On_moves_what_follows()
    {
        using var loop = new EventLoopScheduler();
        using var other = new EventLoopScheduler();
        var stream = VedaStream.Range(0, 3000).On(loop).Map(_ => Environment.CurrentManagedThreadId).On(other)
            .Map(first => (first, second: Environment.CurrentManagedThreadId));

        var threads = Seen<(int First, int Second)>.Of(stream).Items.ToHashSet();

        var (a, b) = Assert.Single(threads);
        Assert.NotEqual(a, b);
    }

    [Fact]
    public void On_at_a_source_or_on_the_same_scheduler_hands_nothing_over()
    {
        var stream = VedaStream.Range(0, 3).On(Scheduler.Default);
        Assert.IsType<SourceFlow<int>>(stream.Flow);
        Assert.Same(stream, stream.On(Scheduler.Default));
    }

    [Fact]
    public void Unordered_delivers_the_same_elements()
    {
        foreach (var size in Against.Sizes)
        {
            var stream = VedaStream.Range(0, size).Unordered().WithBatch(1, 3).WithParallelism(4);
            Assert.Equal(Enumerable.Range(0, size), stream.Map(x => x).ToList().Wait().Order());
            Assert.Equal(Enumerable.Range(0, size).Select(x => (long)x), stream.Enumerate().Map(p => p.Index).ToList().Wait().Order());
            Assert.Equal(Math.Min(size, 70), stream.Filter(_ => true).Take(70).ToList().Wait().Distinct().Count());
            Assert.Equal(Math.Min(size, 70), stream.Skip(0).Take(70).Zip(stream.Filter(_ => true)).ToList().Wait().Count);
        }
    }

    [Fact]
    public void Each_of_several_tokens_cancels_wherever_it_was_given()
    {
        for (var which = 0; which < 3; which++)
        {
            using CancellationTokenSource first = new(), second = new(), third = new();
            var sources = new[] { first, second, third };
            var stream = VedaStream.Range(0, 100).WithCancellation(first.Token).Map(x => x)
                .Zip(VedaStream.Never<int>().WithCancellation(second.Token))
                .On(Scheduler.Default).WithCancellation(third.Token);
            sources[which].Cancel();
            var error = Assert.Throws<OperationCanceledException>(() => stream.ToList().Wait());
            Assert.Equal(sources[which].Token, error.CancellationToken);
        }
    }

    [Fact]
    public void A_token_ends_a_stream_that_is_running()
    {
        using var source = new CancellationTokenSource();
        var stream = VedaStream.Range(0, int.MaxValue).Inspect(x =>
        {
            if (x == 5000)
                source.Cancel();
        });
        Assert.Throws<OperationCanceledException>(() => stream.WithCancellation(source.Token).Count().Wait());
    }

    [Fact]
    public void Progress_grows_to_the_count()
    {
        foreach (var size in Against.Sizes)
        {
            var reports = new Reports();
            Assert.Equal(size, VedaStream.Range(0, size).WithBatch(1, 100).WithProgress(reports).ToList().Wait().Count);
            Assert.Equal(reports.All.Order().Distinct(), reports.All);
            Assert.Equal(size, reports.All[^1]);
        }
    }

    [Fact]
    public void Bounds_that_make_no_sense_are_refused_with_what_is_allowed()
    {
        var stream = VedaStream.Range(0, 1);
        Assert.Contains("min is 0; allowed are 1 and more", Refused(() => stream.WithBatch(0, 5), "min"));
        Assert.Contains("max is 2; allowed are min, which is 3, to 1048576", Refused(() => stream.WithBatch(3, 2), "max"));
        Assert.Contains("allowed are", Refused(() => stream.WithBatch(3, 2_000_000), "max"));
        Assert.Contains("participants is 0; allowed are 1 to 1024", Refused(() => stream.WithParallelism(0), "participants"));
        Assert.Contains("allowed are", Refused(() => stream.WithParallelism(1025), "participants"));
        Refused(() => stream.Chunk(0), "size");
        Refused(() => VedaStream.Range(0, -1), "count");
        Refused(() => VedaStream.Range(2, int.MaxValue), "count");
        Refused(() => VedaStream.Repeat(0, -1), "count");
    }

    [Fact]
    public void Null_is_refused_at_the_call()
    {
        var stream = VedaStream.Range(0, 1);
        VedaStream<int> none = null!;
        Action[] calls =
        [
            () => none.Map(x => x), () => stream.Map((Func<int, int>)null!), () => stream.Map((Func<int, int, int>)null!),
            () => stream.Map((IKernel<ValueKernel, int, int>)null!), () => none.Select(x => x), () => none.Select((x, i) => x),
            () => none.Filter(x => true), () => stream.Filter((Func<int, bool>)null!), () => stream.Filter((Func<int, int, bool>)null!),
            () => none.Where(x => true), () => none.Enumerate(), () => none.Take(1), () => none.Skip(1), () => none.TakeWhile(x => true),
            () => stream.TakeWhile((Func<int, bool>)null!), () => stream.TakeWhile((Func<int, int, bool>)null!), () => none.Chunk(1),
            () => none.Scan((a, b) => a), () => stream.Scan(null!), () => none.Scan(0, (a, b) => a), () => stream.Scan<int, int>(0, null!),
            () => none.Concat(stream), () => stream.Concat(none), () => none.Zip(stream), () => stream.Zip(none),
            () => none.Zip(stream, (a, b) => a), () => stream.Zip(stream, (Func<int, int, int>)null!), () => none.Inspect(_ => { }), () => stream.Inspect(null!),
            () => none.MapWith(() => 0, (s, x) => x), () => stream.MapWith<int, int, int>(null!, (s, x) => x),
            () => stream.MapWith<int, int, int>(() => 0, null!), () => none.WithProgress(new Reports()), () => stream.WithProgress(null!),
            () => none.On(Scheduler.Default), () => stream.On(null!), () => none.Unordered(), () => none.WithBatch(1, 1),
            () => none.WithParallelism(1), () => none.WithCancellation(default), () => VedaStream.Throw<int>(null!),
            () => VedaStream.Generate<int, int>(0, null!, x => x, x => x), () => VedaStream.Generate<int, int>(0, x => true, null!, x => x),
            () => VedaStream.Generate<int, int>(0, x => true, x => x, null!),
        ];
        Assert.All(calls, call => Assert.Throws<ArgumentNullException>(call));
    }

    private static string Refused(Func<object> call, string argument)
    {
        var error = Assert.Throws<ArgumentOutOfRangeException>(() => { call(); });
        Assert.Equal(argument, error.ParamName);
        return error.Message;
    }

    private readonly struct ValueKernel : IKernel<ValueKernel, int, int>
    {
        public int Invoke(int value) => value;
    }
}
