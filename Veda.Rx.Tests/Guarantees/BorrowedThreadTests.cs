using System.Reactive.Concurrency;
using System.Reactive.Linq;
using System.Reactive.Subjects;
using Xunit;

namespace Veda.Rx.Tests.Guarantees;

/// <summary>Streams on a scheduler that has no threads of its own, and runs on whichever thread comes by.</summary>
public class BorrowedThreadTests
{
    /// <summary>
    /// Rx subscribes to a range inside an action of its current-thread scheduler, and so whatever the pushing thread schedules there comes when it has pushed everything. It waits for room in the queue; the channel's
    /// reader makes some, and relies on an execution behind the push that waits.
    /// </summary>
    [Theory]
    [InlineData(1)]
    [InlineData(3)]
    public async Task Who_pushes_from_inside_an_action_and_waits_for_room_goes_on_when_the_reader_has_made_some(int parallelism)
    {
        const int Count = 600;
        for (var round = 0; round < 20; round++)
        {
            var subject = new Subject<int>();
            var channel = Stream(subject.ToVeda(100)).FlatMap(x => Stream(VedaStream.Range(x, 1))).ToChannel(5);
            var pusher = Patience.OnThread(() => Observable.Range(0, Count, ImmediateScheduler.Instance).Subscribe(subject));
            var seen = await channel.ReadAllAsync().ToArrayAsync().AsTask().InTime();
            Assert.Equal(Enumerable.Range(0, Count), seen.Order());
            await pusher;
        }

        VedaStream<int> Stream(VedaStream<int> source) => source.On(CurrentThreadScheduler.Instance).WithParallelism(parallelism).WithBatch(1, 28).Unordered();
    }
}
