using Microsoft.Win32.SafeHandles;

namespace Veda.Rx.Sources;

/// <summary>A file that can be read anywhere: a thread that finds another one reading reads the block behind it.</summary>
/// <remarks>Who works on a block best reads it himself, as its bytes are in his cache then. So only those read ahead who cannot claim.</remarks>
/// <param name="file">The file; disposed of by who disposes of this.</param>
/// <param name="memory">Where blocks come from.</param>
/// <param name="arrived">Called on a thread that has read ahead what was asked for meanwhile.</param>
internal sealed class FileBlocks(FileStream file, LineMemory memory, Action arrived) : ByteBlocks
{
    private const int MostAhead = 32;   // blocks

    private readonly SafeFileHandle _handle = file.SafeFileHandle;
    private readonly AheadQueue<ReadBlock> _ahead = new(MostAhead);
    private volatile bool _ended;   // the block that was read last was not full
    private long _taken;            // written by who takes

    public override ReadBlock? TryTake()
    {
        var read = _ahead.TryTake(out var own);
        if (own is null && read is null)
            return null;
        var number = _taken++;
        // The file may have grown since it was read ahead. What is behind a block that was not full then would be cut off, or joined to what is not before it.
        return read switch
        {
            null => Read(number, memory.Lease(), 0),
            { IsLast: true, Failure: null } => Read(number, read.Block, read.Length),
            _ => read,
        };
    }

    public override bool TryReadAhead()
    {
        if (_ended || _ahead.TryReserve() is not { } number)
            return false;
        if (_ahead.Put(number, Read(number, memory.Lease(), 0)))
            arrived();
        return true;
    }

    /// <summary>Reads until a block is full, or the file has no more.</summary>
    /// <param name="number">The block's number in the file.</param>
    /// <param name="block">Where to read to.</param>
    /// <param name="length">How many bytes are there already.</param>
    private ReadBlock Read(long number, LineBlock block, int length)
    {
        var space = memory.Space(block);
        Exception? failure = null;
        try
        {
            int read;
            do
                length += read = RandomAccess.Read(_handle, space[length..], number * space.Length + length);
            while (read > 0 && length < space.Length);
        }
        catch (Exception error)
        {
            failure = error;
        }
        var isLast = length < space.Length;
        _ended = isLast;
        return new(block, length, isLast, failure);
    }

    public override void Dispose() => file.Dispose();
}
