using System.IO.Compression;

namespace LogStats;

/// <summary>One file to read, unpacked on the way when its name ends in <c>.gz</c>. Never throws for what is wrong with the file.</summary>
internal sealed class LogInput : IDisposable
{
    private readonly FileStream? _file;
    private readonly Stream? _text;

    /// <summary>Without this switch .NET takes gzip data that is cut short for complete.</summary>
    static LogInput() => AppContext.SetSwitch("System.IO.Compression.UseStrictValidation", true);

    public LogInput(string path)
    {
        try
        {
            if (Directory.Exists(path))
            {
                Fault = "is a directory";
                return;
            }

            _file = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete, bufferSize: 0, FileOptions.SequentialScan);
            _text = path.EndsWith(".gz", StringComparison.OrdinalIgnoreCase)
                ? new GZipStream(new BufferedStream(_file, LogReader.LongestLine), CompressionMode.Decompress)
                : _file;
        }
        catch (Exception exception) when (IsAboutTheFile(exception))
        {
            Fault = Explain(exception);
        }
    }

    /// <summary>What ended the reading early; null while nothing has.</summary>
    public string? Fault { get; private set; }

    /// <summary>How far the file has been read, in bytes of the file itself, packed or not.</summary>
    public long Position => _file is { CanSeek: true } ? _file.Position : 0;

    /// <summary>Fills the buffer as far as the file goes. Less than the whole buffer means that the file has ended, or has a <see cref="Fault"/>.</summary>
    public int Fill(Span<byte> buffer)
    {
        var filled = 0;
        try
        {
            while (_text is not null && Fault is null && filled < buffer.Length && _text.Read(buffer[filled..]) is > 0 and var read)
                filled += read;
        }
        catch (Exception exception) when (IsAboutTheFile(exception))
        {
            Fault = Explain(exception);
        }

        return filled;
    }

    public void Dispose()
    {
        _text?.Dispose();
        _file?.Dispose();
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
