using System.IO.Compression;

namespace Veda.Rx.Sources;

/// <summary>Unpacks a file that is packed with gzip. What is wrong with it is said with its name, also what <see cref="GZipStream"/> passes over: an end in the middle, and something else behind the packed data.</summary>
/// <remarks>A file can be several packed ones, one behind the other. So one more is put behind its end, and unless exactly what that holds is the last that is unpacked, the file did not end where it should.</remarks>
internal sealed class PackedFile : ForwardStream
{
    private static readonly byte[] s_mark = "the file's end"u8.ToArray();
    private static readonly byte[] s_packedMark = Packed(s_mark);

    private readonly string _name;
    private readonly MarkedStream _marked;
    private readonly GZipStream _unpacked;
    private bool _hasEnded;

    /// <param name="name">For people.</param>
    /// <param name="file">Its bytes. Disposed with this.</param>
    public PackedFile(string name, Stream file)
    {
        _name = name;
        _marked = new MarkedStream(file);
        _unpacked = new GZipStream(_marked, CompressionMode.Decompress);
    }

    public override int Read(Span<byte> buffer)
    {
        if (_hasEnded || buffer.IsEmpty)
            return 0;
        try
        {
            var length = _unpacked.Read(buffer);
            if (length > 0 && !_marked.HasEnded)
                return length;
            _hasEnded = _marked.HasEnded && IsMark(buffer[..length]);
        }
        catch (InvalidDataException error)
        {
            throw Damaged(error);
        }
        if (_hasEnded)
            return 0;
        throw _marked.HasEnded ? Damaged(null) : new InvalidDataException($"{_name} has something behind its packed data that is not packed.");
    }

    protected override void Dispose(bool disposing)
    {
        _unpacked.Dispose();
        base.Dispose(disposing);
    }

    /// <summary>Whether there is the mark and nothing more. All that is unpacked when the mark has been read is made of its bytes: before, everything had been given that can be.</summary>
    /// <param name="begun">What has been unpacked first.</param>
    private bool IsMark(ReadOnlySpan<byte> begun)
    {
        if (begun.Length > s_mark.Length)
            return false;
        var last = (stackalloc byte[s_mark.Length + 1]);
        begun.CopyTo(last);
        var length = begun.Length + _unpacked.ReadAtLeast(last[begun.Length..], last.Length - begun.Length, throwOnEndOfStream: false);
        return last[..length].SequenceEqual(s_mark);
    }

    private InvalidDataException Damaged(Exception? error) => new($"{_name} cannot be unpacked: it is damaged, or has been cut short.", error);

    private static byte[] Packed(byte[] bytes)
    {
        var packed = new MemoryStream();
        using (var packing = new GZipStream(packed, CompressionLevel.NoCompression))
            packing.Write(bytes);
        return packed.ToArray();
    }

    /// <summary>A file with the mark behind it.</summary>
    private sealed class MarkedStream(Stream file) : ForwardStream
    {
        private readonly MemoryStream _mark = new(s_packedMark);

        /// <summary>Whether all of the file has been read, and something behind it.</summary>
        public bool HasEnded { get; private set; }

        public override int Read(Span<byte> buffer)
        {
            var length = HasEnded ? 0 : file.Read(buffer);
            HasEnded = length == 0;
            return HasEnded ? _mark.Read(buffer) : length;
        }

        protected override void Dispose(bool disposing)
        {
            file.Dispose();
            base.Dispose(disposing);
        }
    }
}
