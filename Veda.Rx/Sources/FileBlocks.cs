using Microsoft.Win32.SafeHandles;

namespace Veda.Rx.Sources;

/// <summary>A file that can be read anywhere: a thread that finds another one reading reads the block behind it.</summary>
/// <remarks>Who works on a block best reads it himself, as its bytes are in his cache then. So nothing is read ahead until reading is what others wait for.</remarks>
/// <param name="file">The file; disposed of by who disposes of this.</param>
/// <param name="memory">Where blocks come from.</param>
/// <param name="arrived">Called on a thread that has read ahead what was asked for meanwhile.</param>
internal sealed class FileBlocks(FileStream file, LineMemory memory, Action arrived) : ByteBlocks
{
    private const int MostAhead = 32;   // blocks

    private readonly SafeFileHandle _handle = file.SafeFileHandle;
    private readonly AheadQueue<ReadBlock> _ahead = new(MostAhead);
    private volatile bool _ended;   // a block was not full

    public override ReadBlock? TryTake() => _ahead.TryTake(out var number) ?? (number is { } own ? Read(own) : null);

    public override bool TryReadAhead()
    {
        if (_ended || _ahead.TryReserve() is not { } number)
            return false;
        if (_ahead.Put(number, Read(number)))
            arrived();
        return true;
    }

    private ReadBlock Read(long number)
    {
        var block = memory.Lease();
        var space = block.Bytes.AsSpan(memory.Headroom);
        var length = 0;
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
        if (isLast)
            _ended = true;
        return new(block, length, isLast, failure);
    }

    public override void Dispose() => file.Dispose();
}
