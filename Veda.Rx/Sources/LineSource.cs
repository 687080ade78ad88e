using Veda.Rx.Batching;

namespace Veda.Rx.Sources;

/// <summary>The lines of files or streams, one behind the other. A claim reads a block and counts its lines; who works on them finds them.</summary>
internal sealed class LineSource(IEnumerable<LineInput> inputs, int blockSize, int longest) : StreamSource<ReadOnlyMemory<byte>>
{
    private const byte End = (byte)'\n';

    public override SourceCursor<ReadOnlyMemory<byte>> Open(ISourceHost host) => new Cursor(inputs, blockSize, longest);

    private sealed class Cursor(IEnumerable<LineInput> inputs, int blockSize, int longest) : SourceCursor<ReadOnlyMemory<byte>>
    {
        /// <summary>So many bytes are counted at once where a claim may want fewer lines than there are.</summary>
        private const int Piece = 4096;

        private IEnumerator<LineInput>? _inputs;
        private LineBlocks? _blocks;
        private ReadOnlyMemory<byte> _text;   // of the block, behind what is claimed
        private long _position;

        public override Claim TryClaim(Batch<ReadOnlyMemory<byte>> batch, int max)
        {
            if (_text.IsEmpty && !TryRead())
                return Claim.Ended;
            var length = Head(_text.Span, max, out var lines);
            batch.Position = _position;
            batch.Count = lines;
            batch.Buffer(lines)[0] = lines == 1 ? Content(_text[..length]) : _text[..length];
            _text = _text[length..];
            _position += lines;
            return Claim.Taken;
        }

        /// <summary>The first call finds all lines of the batch: until then they are one text in the place of the first.</summary>
        public override ReadOnlySpan<ReadOnlyMemory<byte>> Read(Batch<ReadOnlyMemory<byte>> batch, int start, int count)
        {
            var lines = batch.Buffer(batch.Count);
            if (lines[0].Span.Contains(End))
                Split(lines[0], lines.AsSpan(0, batch.Count));
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

        private bool TryRead()
        {
            _inputs ??= inputs.GetEnumerator();
            while (true)
            {
                if (_blocks is not null)
                {
                    _text = _blocks.Next();
                    if (!_text.IsEmpty)
                        return true;
                    _blocks.Dispose();
                    _blocks = null;
                }
                if (!_inputs.MoveNext())
                    return false;
                _blocks = new LineBlocks(_inputs.Current, blockSize, longest);
            }
        }

        /// <summary>The length of the first <paramref name="max"/> lines of a text, or of all.</summary>
        private static int Head(ReadOnlySpan<byte> text, int max, out int lines)
        {
            lines = 0;
            for (var at = 0; at < text.Length;)
            {
                var piece = text.Slice(at, Math.Min(Piece, text.Length - at));
                var ends = piece.Count(End);
                if (lines + ends >= max)
                {
                    for (; lines < max; lines++)
                        at += text[at..].IndexOf(End) + 1;
                    return at;
                }
                lines += ends;
                at += piece.Length;
            }
            if (text[^1] != End)
                lines++;
            return text.Length;
        }

        private static void Split(ReadOnlyMemory<byte> text, Span<ReadOnlyMemory<byte>> lines)
        {
            foreach (ref var line in lines)
            {
                var end = text.Span.IndexOf(End);
                var length = end < 0 ? text.Length : end + 1;
                line = Content(text[..length]);
                text = text[length..];
            }
        }

        /// <summary>A line without its end.</summary>
        private static ReadOnlyMemory<byte> Content(ReadOnlyMemory<byte> line)
        {
            var bytes = line.Span;
            if (bytes is [.., End])
                bytes = bytes[..^1];
            return line[..(bytes is [.., (byte)'\r'] ? bytes.Length - 1 : bytes.Length)];
        }
    }
}
