using System.IO.Compression;

namespace LogStats;

/// <summary>
/// The bytes of one file, unpacked on the way when its name ends in <c>.gz</c>, or it begins as gzip does. Never throws for what is wrong with the file:
/// it ends there, and tells the <see cref="Fault"/>.
/// </summary>
internal sealed class LogInput : Stream
{
    private const int PackedBlock = 64 * 1024;

    private readonly IProgress<ReadingProgress> _progress;
    private readonly ReadingProgress _before;
    private readonly FileStream? _file;
    private readonly Stream? _text;
    private long _lines;
    private bool _inLine;

    /// <summary>Without this switch .NET takes gzip data that is cut short for complete.</summary>
    static LogInput() => AppContext.SetSwitch("System.IO.Compression.UseStrictValidation", true);

    /// <param name="path">The file.</param>
    /// <param name="progress">Told after each read how much has been read.</param>
    /// <param name="before">What has been read of other files.</param>
    public LogInput(string path, IProgress<ReadingProgress> progress, ReadingProgress before = default)
    {
        (_progress, _before) = (progress, before);
        try
        {
            if (Directory.Exists(path))
            {
                Fault = "is a directory";
                return;
            }

            _file = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete, bufferSize: 0, FileOptions.SequentialScan);
            _text = path.EndsWith(".gz", StringComparison.OrdinalIgnoreCase) || BeginsPacked(_file)
                ? new GZipStream(new BufferedStream(_file, PackedBlock), CompressionMode.Decompress)
                : _file;
        }
        catch (Exception exception) when (IsAboutTheFile(exception))
        {
            Fault = Explain(exception);
        }
    }

    /// <summary>What ended the reading early; null while nothing has.</summary>
    public string? Fault { get; private set; }

    /// <summary>How much has been read, of this file and those before. Bytes are those of the files themselves, packed or not.</summary>
    public ReadingProgress Total => new(_before.Bytes + (_file is { CanSeek: true } ? _file.Position : 0), _before.Lines + _lines + (_inLine ? 1 : 0));

    public override bool CanRead => true;

    public override bool CanSeek => false;

    public override bool CanWrite => false;

    public override long Length => throw new NotSupportedException();

    public override long Position { get => throw new NotSupportedException(); set => throw new NotSupportedException(); }

    public override int Read(byte[] buffer, int offset, int count) => Read(buffer.AsSpan(offset, count));

    public override int Read(Span<byte> buffer)
    {
        var read = 0;
        try
        {
            if (_text is not null && Fault is null)
                read = _text.Read(buffer);
        }
        catch (Exception exception) when (IsAboutTheFile(exception))
        {
            Fault = Explain(exception);
        }

        if (read > 0)
        {
            _lines += buffer[..read].Count((byte)'\n');
            _inLine = buffer[read - 1] != '\n';
            _progress.Report(Total);
        }

        return read;
    }

    public override void Flush()
    {
    }

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();

    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    protected override void Dispose(bool disposing)
    {
        if (disposing)
        {
            _text?.Dispose();
            _file?.Dispose();
        }

        base.Dispose(disposing);
    }

    /// <summary>No text in UTF-8 begins so. A pipe is not looked into: what has been read of it does not come again.</summary>
    private static bool BeginsPacked(FileStream file)
    {
        var first = (stackalloc byte[2]);
        return file.CanSeek && RandomAccess.Read(file.SafeFileHandle, first, fileOffset: 0) == first.Length && first is [0x1f, 0x8b];
    }

    private static bool IsAboutTheFile(Exception exception) =>
        exception is IOException or UnauthorizedAccessException or InvalidDataException or NotSupportedException or ArgumentException;

    private static string Explain(Exception exception) => exception switch
    {
        FileNotFoundException or DirectoryNotFoundException => "no such file",
        UnauthorizedAccessException => "may not be read (permission denied)",
        InvalidDataException => "is not gzip, is damaged, or was cut short; what could be unpacked is counted",
        _ => exception.Message,
    };
}
