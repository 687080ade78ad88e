using Veda.Rx.Benchmarks.Idioms;
using Xunit;

namespace Veda.Rx.Tests.Benchmarks;

public sealed class DedicatedThreadsTests
{
    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(10_000)]
    public void Each_position_is_worked_on_once_in_each_call(int n)
    {
        using var threads = new DedicatedThreads(4);
        for (var call = 0; call < 20; call++)
        {
            var visits = new int[n];
            var sum = threads.Sum(n, i =>
            {
                Interlocked.Increment(ref visits[i]);
                return i;
            });
            Assert.Equal((long)n * (n - 1) / 2, sum);
            Assert.All(visits, times => Assert.Equal(1, times));
        }
    }

    [Fact]
    public void All_threads_work_at_the_same_time()
    {
        using var threads = new DedicatedThreads(8);
        using var met = new Barrier(8);
        Assert.Equal(8, threads.Sum(8, _ =>
        {
            met.SignalAndWait();
            return 1;
        }));
    }
}
