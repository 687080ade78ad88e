using System.Collections.Concurrent;
using Xunit;

namespace Veda.Rx.Tests.Guarantees;

/// <summary>Guarantee 5 for threads that an await comes back to: waiting there for a stream over an async sequence does not wait for itself.</summary>
public sealed class WaitingContextTests
{
    [Fact]
    public async Task A_thread_with_a_synchronisation_context()
    {
        var context = new Loop();
        await Patience.OnThread(() =>
        {
            SynchronizationContext.SetSynchronizationContext(context);
            Assert.Equal(6, Yielding().ToVeda().Sum().Wait());
            Assert.Equal([0, 1, 2, 3], Yielding().ToVeda().Map(x => x).ToEnumerable());
            Assert.Same(context, SynchronizationContext.Current);
        });
        Assert.Empty(context.Posted);
    }

    [Fact]
    public async Task A_task_scheduler_with_one_thread()
    {
        var exclusive = new ConcurrentExclusiveSchedulerPair(TaskScheduler.Default, 1).ExclusiveScheduler;
        var sum = Task.Factory.StartNew(() => Yielding().ToVeda().Sum().Wait(), CancellationToken.None, TaskCreationOptions.None, exclusive);
        Assert.Equal(6, await sum.InTime());
    }

    private static async IAsyncEnumerable<int> Yielding()
    {
        try
        {
            for (var i = 0; i < 4; i++)
            {
                await Task.Yield();
                yield return i;
            }
        }
        finally
        {
            await Task.Yield();
        }
    }

    /// <summary>A context whose thread runs what is posted when it has nothing else to do, which it never has here.</summary>
    private sealed class Loop : SynchronizationContext
    {
        public ConcurrentQueue<object?> Posted { get; } = [];

        public override void Post(SendOrPostCallback d, object? state) => Posted.Enqueue(state);
    }
}
