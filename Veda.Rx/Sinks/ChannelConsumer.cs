using System.Threading.Channels;

namespace Veda.Rx.Sinks;

/// <summary>Writes to a bounded channel; its free room is the run's credit.</summary>
internal sealed class ChannelConsumer<T>(Channel<T> channel, int capacity) : Consumer<T>
{
    private int _waiting;   // 1 while a call-back for room is registered

    /// <summary>The segment whose merge writes here. Set before the run starts.</summary>
    public Segment? Producer { get; set; }

    public override int Room
    {
        get
        {
            var room = capacity - channel.Reader.Count;
            if (room > 0 || Interlocked.Exchange(ref _waiting, 1) == 1)
                return room;
            var free = channel.Writer.WaitToWriteAsync().AsTask();
            free.ConfigureAwait(false).GetAwaiter().UnsafeOnCompleted(() =>
            {
                Volatile.Write(ref _waiting, 0);
                Producer!.Credit();
            });
            return 0;
        }
    }

    public override void Fold(ReadOnlySpan<T> items)
    {
        // The only writer: the room that was there a moment ago is still there.
        foreach (var item in items)
            channel.Writer.TryWrite(item);
    }

    public override void Complete(Exception? error) => channel.Writer.TryComplete(error);
}
