using Veda.Rx.Sources;
using Xunit;

namespace Veda.Rx.Tests.Guarantees;

/// <summary>Writers that wait for room in the queue of a source that pushes.</summary>
public class ArrivalQueueTests
{
    private readonly ArrivalQueue<int> _full = new(1, OverflowPolicy.Wait);

    public ArrivalQueueTests() => Assert.True(_full.TryAdd(0, mayWait: true, out _));

    [Fact]
    public async Task A_call_has_every_writer_return()
    {
        var calls = _full.Calls;
        var writers = Enumerable.Range(0, 3).Select(_ => Patience.OnThread(() => _full.WaitForRoom(calls))).ToArray();
        _full.Call();
        await Task.WhenAll(writers);
        Assert.Equal(1, _full.Count);
    }

    [Fact]
    public async Task A_call_before_the_wait_counts_if_it_came_behind_the_last_look()
    {
        var calls = _full.Calls;
        _full.Call();
        await Patience.OnThread(() => _full.WaitForRoom(calls));
    }
}
