using System.Reactive.Concurrency;
using Veda.Rx.Tests.Guarantees;
using Xunit;

namespace Veda.Rx.Tests.Equivalence;

/// <summary>Many short streams read inside delegates while other threads write them: a reader that misses the signal sleeps for ever.</summary>
public sealed class NestedEnumerationTests
{
    [Fact]
    public async Task No_reader_misses_the_signal()
    {
        var scheduler = ThreadPoolScheduler.Instance;
        for (var round = 0; round < 10; round++)
        {
            var count = VedaStream.Range(0, 10_000).On(scheduler).WithBatch(1, 39).WithParallelism(4).Unordered()
                .FlatMap(_ => Inner(3)).FlatMap(_ => Inner(2)).Count();
            Assert.Equal(60_000, await count.AsTask().InTime());
        }

        VedaStream<int> Inner(int length) => VedaStream.Range(0, length).On(scheduler).WithBatch(1, 39).WithParallelism(4).Unordered();
    }
}
