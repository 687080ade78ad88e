using System.Runtime.ExceptionServices;
using Veda.Rx.Scheduling;

namespace Veda.Rx.Sources;

/// <summary>Cuts bytes into blocks of whole lines.</summary>
/// <param name="input">The bytes.</param>
/// <param name="memory">Where blocks come from.</param>
/// <param name="longest">The most bytes of a line.</param>
internal sealed class LineBlocks(LineInput input, LineMemory memory, int longest) : IDisposable
{
    private readonly Stream _stream = input.Open();
    private LineBlock? _block;             // the last one
    private ReadOnlyMemory<byte> _begun;   // at its end, of a line whose end has not been read
    private Exception? _failure;           // behind the last whole line
    private bool _ended;
    private bool _hasBegun;

    private static ReadOnlySpan<byte> ByteOrderMark => "\uFEFF"u8;

    /// <summary>Whether somebody sends the bytes, and may take his time: through another's stream, or a pipe that is opened like a file.</summary>
    private bool IsSent => !input.Owned || _stream is FileStream { CanSeek: false };

    /// <summary>What the lines are parts of; valid until the next are asked for, and longer for who uses it.</summary>
    public LineBlock Block => _block!;

    /// <summary>The lines of the next block, whole and with their ends; what is last may lack it. Empty at the end.</summary>
    public ReadOnlyMemory<byte> Next()
    {
        if (_failure is not null)
            ExceptionDispatchInfo.Throw(_failure);
        if (_ended)
            return default;
        var (buffer, length) = Fill(Twice(_begun.Length), _begun);
        var whole = Whole(buffer, length);
        while (whole == 0 && !_ended)
        {
            ThrowIfTooLong(length - 1 - (_hasBegun ? 0 : ByteOrderMark.Length));   // what is last may be part of the line's end
            (buffer, length) = Fill(Twice(buffer.Length), buffer.AsMemory(0, length));
            whole = Whole(buffer, length);
        }
        _begun = buffer.AsMemory(whole..length);
        if (whole == 0 && _failure is not null)
            return Next();
        var marked = !_hasBegun && buffer.AsSpan(0, whole).StartsWith(ByteOrderMark);
        _hasBegun = true;
        var lines = buffer.AsMemory(marked ? ByteOrderMark.Length..whole : ..whole);
        ThrowIfTooLong(First(lines.Span));   // the others have space in a block only if they are shorter
        return lines;
    }

    public void Dispose()
    {
        _block?.Dispose();
        if (input.Owned)
            _stream.Dispose();
    }

    private (byte[] Buffer, int Length) Fill(int space, ReadOnlyMemory<byte> begun)
    {
        var block = memory.Lease(space);
        var buffer = block.Bytes;
        begun.CopyTo(buffer);
        _block?.Dispose();
        _block = block;
        var length = begun.Length;
        try
        {
            while (length < buffer.Length && !_ended)
            {
                var read = Read(buffer.AsSpan(length));
                _ended = read == 0;
                length += read;
                if (IsSent && buffer.AsSpan(length - read, read).Contains((byte)'\n'))
                    break;   // who sends it may send no more for long
            }
        }
        catch (Exception error)
        {
            (_failure, _ended) = (error, true);
        }
        return (buffer, length);
    }

    /// <summary>A file is there; what is sent may come late, and another worker should do this one's work meanwhile.</summary>
    private int Read(Span<byte> space)
    {
        var worker = IsSent ? CurrentWorker.Owner : null;
        worker?.EnterBlocked();
        try
        {
            return _stream.Read(space);
        }
        finally
        {
            worker?.ExitBlocked();
        }
    }

    /// <summary>How many bytes of a buffer are whole lines.</summary>
    private int Whole(byte[] buffer, int length) => _ended && _failure is null ? length : buffer.AsSpan(0, length).LastIndexOf((byte)'\n') + 1;

    /// <summary>The length of the first line.</summary>
    private static int First(ReadOnlySpan<byte> lines)
    {
        var end = lines.IndexOf((byte)'\n');
        var line = end < 0 ? lines : lines[..end];
        return line is [.., (byte)'\r'] ? line.Length - 1 : line.Length;
    }

    private static int Twice(int length) => (int)Math.Min(2L * length, Array.MaxLength);

    private void ThrowIfTooLong(int length)
    {
        if (length > longest)
            throw new InvalidDataException($"A line of {input.Name} has more than {longest:N0} bytes, which is the most that LineOptions.{nameof(LineOptions.MaxLineBytes)} allows.");
    }
}
