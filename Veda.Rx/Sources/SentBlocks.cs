using Veda.Rx.Scheduling;

namespace Veda.Rx.Sources;

/// <summary>Bytes that only come one behind the other: of a pipe, of a packed file, of a caller's stream.</summary>
/// <param name="stream">Gives them.</param>
/// <param name="owned">Whether it is to be disposed of.</param>
/// <param name="memory">Where blocks come from.</param>
internal sealed class SentBlocks(Stream stream, bool owned, LineMemory memory) : ByteBlocks
{
    /// <summary>Whether somebody sends the bytes, and may take his time: through another's stream, or a pipe that is opened like a file.</summary>
    private readonly bool _isSent = !owned || stream is FileStream { CanSeek: false };

    public override ReadBlock? TryTake()
    {
        var block = memory.Lease();
        var space = memory.Space(block);
        var length = 0;
        try
        {
            while (length < space.Length)
            {
                var read = Read(space[length..]);
                if (read == 0)
                    return new(block, length, IsLast: true);
                length += read;
                if (_isSent && space[(length - read)..length].Contains(LineSplit.End))
                    break;   // who sends it may send no more for long
            }
            return new(block, length, IsLast: false);
        }
        catch (Exception error)
        {
            return new(block, length, IsLast: true, error);
        }
    }

    /// <summary>A packed file is there; what is sent may come late, and another worker should do this one's work meanwhile.</summary>
    private int Read(Span<byte> space)
    {
        var worker = _isSent ? CurrentWorker.Owner : null;
        worker?.EnterBlocked();
        try
        {
            return stream.Read(space);
        }
        finally
        {
            worker?.ExitBlocked();
        }
    }

    public override void Dispose()
    {
        if (owned)
            stream.Dispose();
    }
}
