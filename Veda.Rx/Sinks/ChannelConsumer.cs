using System.Diagnostics.CodeAnalysis;
using System.Threading.Channels;

namespace Veda.Rx.Sinks;

/// <summary>Writes to a bounded channel; its free room is the run's credit.</summary>
/// <remarks>
/// The channel tells of room on the thread pool, so where time is virtual the reader does. The writer that finds no room says that it waits, and looks once more; the reader
/// reads, and then looks whether anybody waits:
/// <code>
/// writer                          reader
/// looks: full
///                                 reads; nobody waits
/// waits; looks: there is room
/// </code>
/// </remarks>
internal sealed class ChannelConsumer<T>(Channel<T> channel, int capacity, bool isVirtual) : Consumer<T>
{
    private int _waiting;   // 1 while the writer waits for room; interlocked, by writer and reader

    /// <summary>The segment whose merge writes here. Set before the run starts.</summary>
    public Segment? Producer { get; set; }

    public override string Name => "its channel";

    public override int Room
    {
        get
        {
            var room = capacity - channel.Reader.Count;
            if (room > 0 || (Interlocked.Exchange(ref _waiting, 1) == 1 && !isVirtual))
                return room;
            if (isVirtual)
                return capacity - channel.Reader.Count;
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

    /// <summary>The channel's reading end, which where time is virtual has the run go on when there is room again.</summary>
    public ChannelReader<T> Reader() => isVirtual ? new Reading(this, channel.Reader) : channel.Reader;

    private void HasRead()
    {
        if (Volatile.Read(ref _waiting) == 1 && Interlocked.Exchange(ref _waiting, 0) == 1)
            Producer!.CreditSoon();
    }

    private sealed class Reading(ChannelConsumer<T> consumer, ChannelReader<T> reader) : ChannelReader<T>
    {
        public override bool CanCount => reader.CanCount;

        public override bool CanPeek => reader.CanPeek;

        public override int Count => reader.Count;

        public override Task Completion => reader.Completion;

        public override bool TryPeek([MaybeNullWhen(false)] out T item) => reader.TryPeek(out item);

        public override ValueTask<bool> WaitToReadAsync(CancellationToken cancellationToken = default) => reader.WaitToReadAsync(cancellationToken);

        public override bool TryRead([MaybeNullWhen(false)] out T item)
        {
            if (!reader.TryRead(out item))
                return false;
            consumer.HasRead();
            return true;
        }

        public override async ValueTask<T> ReadAsync(CancellationToken cancellationToken = default)
        {
            var item = await reader.ReadAsync(cancellationToken).ConfigureAwait(false);
            consumer.HasRead();
            return item;
        }
    }
}
