using Veda.Rx.Sources;

namespace Veda.Rx;

public static partial class VedaStream
{
    /// <summary>The lines of a file, as bytes.</summary>
    /// <param name="path">The file; one whose name ends in <c>.gz</c>, or that begins as gzip does, is unpacked.</param>
    /// <param name="options">How to read; null for the defaults.</param>
    /// <returns>A cold stream of the lines without their ends; every run reads the file anew.</returns>
    /// <exception cref="ArgumentException"><paramref name="path"/> is empty.</exception>
    /// <exception cref="ArgumentNullException"><paramref name="path"/> is null.</exception>
    /// <exception cref="ArgumentOutOfRangeException">An option is out of its range.</exception>
    /// <remarks>
    /// A line ends with LF or CR LF, the last one also with the file; a byte order mark is passed over. Order: that of the file. Positions: line numbers from 0.
    /// Threads: one thread at a time takes a block of 64 KiB and counts its lines; the lines are found by the threads that work on them. It reads the block itself, and threads that have to wait
    /// meanwhile read those behind it in the same file, up to 32, if it is neither packed nor a pipe. Memory: some blocks, however long the file
    /// is; a line that is kept keeps its block, unless <see cref="LineOptions.ReusesMemory"/> says that none is. A file that grows is read to where it ends when that is reached, one that is cut short ends there. A pipe is unpacked by its name alone.
    /// Opening one waits for who writes to it, and reading for what he sends, and neither is interrupted when the run is cancelled: the thread that is at it, which can be the one in <c>Wait</c>, goes on when he comes.
    /// <c>AsTask(token)</c> and <c>Subscribe</c> do not wait for that. Errors: what opening
    /// or reading throws ends the stream behind the whole lines before it; a line that is too long is an <see cref="InvalidDataException"/>, and so are packed data that
    /// are damaged, cut short or followed by what is not packed. Cost: nothing is copied but what is between blocks.
    /// </remarks>
    /// <example><code>var errors = VedaStream.Utf8Lines("server.log").Count(line => line.Span.IndexOf(" 500 "u8) >= 0).Wait();</code></example>
    public static VedaStream<ReadOnlyMemory<byte>> Utf8Lines(string path, LineOptions? options = null)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        return FromLines([LineInput.Of(path)], options);
    }

    /// <summary>The lines of several files, one file behind the other, as bytes.</summary>
    /// <param name="paths">The files. Read once a run, as the run comes to each; each file is opened behind the end of the one before.</param>
    /// <param name="options">How to read; null for the defaults.</param>
    /// <returns>A cold stream of the lines without their ends; every run reads the files anew.</returns>
    /// <exception cref="ArgumentNullException"><paramref name="paths"/> is null.</exception>
    /// <exception cref="ArgumentOutOfRangeException">An option is out of its range.</exception>
    /// <inheritdoc cref="Utf8Lines(string, LineOptions?)" path="/remarks"/>
    /// <example><code>var days = VedaStream.Utf8Lines(Directory.EnumerateFiles("logs").Order()).Map(Parse).CountBy(entry => entry.Day);</code></example>
    public static VedaStream<ReadOnlyMemory<byte>> Utf8Lines(IEnumerable<string> paths, LineOptions? options = null) =>
        FromLines(NotNull(paths).Select(static path => string.IsNullOrEmpty(path) ? throw new ArgumentException("One of the paths is null or empty.", nameof(paths)) : LineInput.Of(path)), options);

    /// <summary>The lines of a stream of bytes, as bytes.</summary>
    /// <param name="stream">The bytes, from where the stream stands. Not disposed. A second run goes on where the first one has stopped reading.</param>
    /// <param name="options">How to read; null for the defaults.</param>
    /// <returns>A stream of the lines without their ends.</returns>
    /// <exception cref="ArgumentException"><paramref name="stream"/> cannot be read.</exception>
    /// <exception cref="ArgumentNullException"><paramref name="stream"/> is null.</exception>
    /// <exception cref="ArgumentOutOfRangeException">An option is out of its range.</exception>
    /// <inheritdoc cref="Utf8Lines(string, LineOptions?)" path="/remarks"/>
    /// <example><code>var longest = VedaStream.Utf8Lines(response.ReadAsStream()).Map(line => line.Length).Max();</code></example>
    public static VedaStream<ReadOnlyMemory<byte>> Utf8Lines(Stream stream, LineOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(stream);
        return stream.CanRead ? FromLines([LineInput.Of(stream)], options) : throw new ArgumentException("The stream cannot be read: it is closed, or only for writing.", nameof(stream));
    }

    private static VedaStream<ReadOnlyMemory<byte>> FromLines(IEnumerable<LineInput> inputs, LineOptions? options)
    {
        var valid = (options ?? new LineOptions()).Validated();
        return From(new LineSource(inputs, LineOptions.BlockSize, valid.MaxLineBytes, valid.ReusesMemory));
    }
}
