using Veda.Rx.Batching;

namespace Veda.Rx.Sources;

/// <summary>The lines of files or streams, one behind the other. A claim reads a block and counts its lines; who works on them finds them.</summary>
/// <param name="inputs">What to read.</param>
/// <param name="blockSize">How many bytes at once, where no line is longer.</param>
/// <param name="longest">The most bytes of a line.</param>
/// <param name="reuses">Whether the memory of lines is used again when nobody works on them any more.</param>
internal sealed class LineSource(IEnumerable<LineInput> inputs, int blockSize, int longest, bool reuses = false) : StreamSource<ReadOnlyMemory<byte>>
{
    public override SourceCursor<ReadOnlyMemory<byte>> Open(ISourceHost host) => new Cursor(inputs, new LineMemory(blockSize, reuses), longest, host);

    private sealed class Cursor(IEnumerable<LineInput> inputs, LineMemory memory, int longest, ISourceHost host) : SourceCursor<ReadOnlyMemory<byte>>
    {
        /// <summary>So many bytes are counted at once where a claim may want fewer lines than there are.</summary>
        private const int Piece = 4096;

        private IEnumerator<LineInput>? _inputs;
        private LineBlocks? _blocks;          // also read by threads that read ahead
        private ReadOnlyMemory<byte> _text;   // of the block, behind what is claimed
        private long _position;

        public override Claim TryClaim(Batch<ReadOnlyMemory<byte>> batch, int max)
        {
            if (_text.IsEmpty && TakeText() is var taken and not Claim.Taken)
                return taken;
            var length = Head(_text.Span, max, out var lines);
            batch.Position = _position;
            batch.Count = lines;
            batch.Memory = _blocks!.Block.Used();
            batch.Buffer(lines)[0] = _text[..length];
            if (lines == 1)
                LineSplit.Into(_text[..length], batch.Buffer(1).AsSpan(0, 1));
            _text = _text[length..];
            _position += lines;
            return Claim.Taken;
        }

        /// <summary>The first call finds all lines of the batch: until then they are one text in the place of the first.</summary>
        public override ReadOnlySpan<ReadOnlyMemory<byte>> Read(Batch<ReadOnlyMemory<byte>> batch, int start, int count)
        {
            var lines = batch.Buffer(batch.Count);
            if (lines[0].Span.Contains(LineSplit.End))
                LineSplit.Into(lines[0], lines.AsSpan(0, batch.Count));
            return lines.AsSpan(start, count);
        }

        public override void Dispose()
        {
            try
            {
                _blocks?.Dispose();
            }
            finally
            {
                _inputs?.Dispose();
            }
        }

        public override bool TryReadAhead() => Volatile.Read(ref _blocks)?.TryReadAhead() ?? false;

        private Claim TakeText()
        {
            _inputs ??= inputs.GetEnumerator();
            while (true)
            {
                if (_blocks is not null)
                {
                    var taken = _blocks.TryTake(out _text);
                    if (taken != Claim.Ended)
                        return taken;
                    _blocks.Dispose();
                    _blocks = null;
                }
                if (!_inputs.MoveNext())
                    return Claim.Ended;
                Volatile.Write(ref _blocks, new LineBlocks(_inputs.Current, memory, longest, host.Signal));
            }
        }

        /// <summary>The length of the first <paramref name="max"/> lines of a text, or of all.</summary>
        private static int Head(ReadOnlySpan<byte> text, int max, out int lines)
        {
            lines = 0;
            for (var at = 0; at < text.Length;)
            {
                var piece = text.Slice(at, Math.Min(Piece, text.Length - at));
                var ends = piece.Count(LineSplit.End);
                if (lines + ends >= max)
                {
                    for (; lines < max; lines++)
                        at += text[at..].IndexOf(LineSplit.End) + 1;
                    return at;
                }
                lines += ends;
                at += piece.Length;
            }
            if (text[^1] != LineSplit.End)
                lines++;
            return text.Length;
        }
    }
}
