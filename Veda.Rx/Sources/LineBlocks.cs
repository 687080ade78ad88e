using System.Runtime.ExceptionServices;

namespace Veda.Rx.Sources;

/// <summary>Cuts the bytes of an input into blocks of whole lines.</summary>
/// <param name="input">The input.</param>
/// <param name="memory">Where blocks come from.</param>
/// <param name="longest">The most bytes of a line.</param>
/// <param name="arrived">Called when a block is there that was not ready when it was asked for.</param>
internal sealed class LineBlocks(LineInput input, LineMemory memory, int longest, Action arrived) : IDisposable
{
    private readonly ByteBlocks _bytes = input.Read(memory, arrived);
    private LineBlock? _block;    // the last one
    private int _begin;           // in it, of what has not been given out
    private int _end;             // of that
    private int _begun;           // how many bytes of that are known to have no line's end
    private Exception? _failure;  // behind the last whole line
    private bool _isLast;         // nothing comes behind the block
    private bool _hasBegun;

    private static ReadOnlySpan<byte> ByteOrderMark => "\uFEFF"u8;

    /// <summary>What the lines are parts of; valid until the next are asked for, and longer for who uses it.</summary>
    public LineBlock Block => _block!;

    private ReadOnlyMemory<byte> Left => _block is null ? default : _block.Bytes.AsMemory(_begin.._end);

    /// <inheritdoc cref="ByteBlocks.TryReadAhead"/>
    public bool TryReadAhead() => _bytes.TryReadAhead();

    /// <summary>The lines of the next block.</summary>
    /// <param name="lines">Whole and with their ends; what is last may lack it.</param>
    public Claim TryTake(out ReadOnlyMemory<byte> lines)
    {
        for (lines = default; lines.IsEmpty;)
        {
            var whole = Whole();
            if (whole > 0)
            {
                lines = Left[Marked(whole)..whole];
                _begin += whole;
            }
            else if (_failure is not null)
                ExceptionDispatchInfo.Throw(_failure);
            else if (_isLast)
                return Claim.Ended;
            else if (!TryFill())
                return Claim.NotReady;
        }
        ThrowIfTooLong(First(lines.Span));   // the others have space in what was read at once only if they are shorter
        return Claim.Taken;
    }

    public void Dispose()
    {
        _block?.Dispose();
        _bytes.Dispose();
    }

    /// <summary>Puts the next bytes behind those of a line that has only begun.</summary>
    private bool TryFill()
    {
        ThrowIfTooLong(_end - _begin - 1 - (_hasBegun ? 0 : ByteOrderMark.Length));   // what is last may be part of the line's end
        if (_bytes.TryTake() is not { } read)
            return false;
        (_isLast, _failure) = (read.IsLast, read.Failure);
        var begun = Left;
        var begin = memory.Headroom - begun.Length;
        if (begin < 0)
        {
            Append(read);
            return true;
        }
        begun.CopyTo(read.Block.Bytes.AsMemory(begin));
        Keep(read.Block, begin, memory.Headroom + read.Length);
        return true;
    }

    /// <summary>The same where that line is longer than what is left free for it.</summary>
    private void Append(ReadBlock read)
    {
        var begun = Left;
        var length = begun.Length + read.Length;
        if (_block!.Bytes.Length - _begin < length)
        {
            var larger = memory.Lease((int)Math.Clamp(2L * begun.Length, length, Array.MaxLength));
            begun.CopyTo(larger.Bytes);
            Keep(larger, 0, begun.Length);
        }
        read.Block.Bytes.AsSpan(memory.Headroom, read.Length).CopyTo(_block.Bytes.AsSpan(_end));
        _end += read.Length;
        read.Block.Dispose();
    }

    private void Keep(LineBlock block, int begin, int end)
    {
        _block?.Dispose();
        (_block, _begin, _end) = (block, begin, end);
    }

    /// <summary>How many bytes of what is left are whole lines. Nothing is searched twice, however long a line is.</summary>
    private int Whole()
    {
        if (_isLast && _failure is null)
            return _end - _begin;
        var last = Left.Span[_begun..].LastIndexOf(LineSplit.End);
        var whole = last < 0 ? 0 : _begun + last + 1;
        _begun = _end - _begin - whole;
        return whole;
    }

    /// <summary>How many bytes of the first lines are the mark at the beginning of the input.</summary>
    private int Marked(int whole)
    {
        var marked = !_hasBegun && Left.Span[..whole].StartsWith(ByteOrderMark);
        _hasBegun = true;
        return marked ? ByteOrderMark.Length : 0;
    }

    /// <summary>The length of the first line.</summary>
    private static int First(ReadOnlySpan<byte> lines)
    {
        var end = lines.IndexOf(LineSplit.End);
        var line = end < 0 ? lines : lines[..end];
        return line is [.., (byte)'\r'] ? line.Length - 1 : line.Length;
    }

    private void ThrowIfTooLong(int length)
    {
        if (length > longest)
            throw new InvalidDataException($"A line of {input.Name} has more than {longest:N0} bytes, which is the most that LineOptions.{nameof(LineOptions.MaxLineBytes)} allows.");
    }
}
