using System.Text;

namespace Veda.Rx;

public static partial class VedaStream
{
    /// <summary>The lines of a file, as text.</summary>
    /// <param name="path">The file, in UTF-8; one whose name ends in <c>.gz</c>, or that begins as gzip does, is unpacked.</param>
    /// <param name="options">How to read; null for the defaults.</param>
    /// <returns>A cold stream of the lines without their ends, as <see cref="File.ReadLines(string)"/> gives them, but that a CR alone ends no line; every run reads the file anew.</returns>
    /// <remarks>
    /// Bytes that are no UTF-8 become U+FFFD. Order: that of the file. Positions: line numbers from 0. Threads: one thread at a time takes a block of 64 KiB, others may read ahead; the lines are found and
    /// decoded by the threads that work on them. Memory and files that change: as with <see cref="Utf8Lines(string, LineOptions?)"/>.
    /// Errors: the same. Cost: one string a line; <c>Utf8Lines</c> does without.
    /// </remarks>
    /// <example><code>var words = VedaStream.Lines("book.txt").FlatMap(line => line.Split(' ')).CountBy(word => word).TopN(10, pair => pair.Value);</code></example>
    /// <inheritdoc cref="Utf8Lines(string, LineOptions?)"/>
    public static VedaStream<string> Lines(string path, LineOptions? options = null) => Decoded(Utf8Lines(path, Reusing(options)));

    /// <summary>The lines of several files, one file behind the other, as text.</summary>
    /// <param name="paths">The files. Read once a run, as the run comes to each; each file is opened behind the end of the one before.</param>
    /// <param name="options">How to read; null for the defaults.</param>
    /// <returns>A cold stream of the lines without their ends; every run reads the files anew.</returns>
    /// <exception cref="ArgumentNullException"><paramref name="paths"/> is null.</exception>
    /// <exception cref="ArgumentOutOfRangeException">An option is out of its range.</exception>
    /// <inheritdoc cref="Lines(string, LineOptions?)" path="/remarks"/>
    /// <example><code>var all = VedaStream.Lines(["access.log.2.gz", "access.log.1.gz", "access.log"]).LongCount();</code></example>
    public static VedaStream<string> Lines(IEnumerable<string> paths, LineOptions? options = null) => Decoded(Utf8Lines(paths, Reusing(options)));

    /// <summary>The lines of a stream of bytes, as text.</summary>
    /// <param name="stream">The bytes, from where the stream stands. Not disposed. A second run goes on where the first one has stopped reading.</param>
    /// <param name="options">How to read; null for the defaults.</param>
    /// <returns>A stream of the lines without their ends.</returns>
    /// <exception cref="ArgumentException"><paramref name="stream"/> cannot be read.</exception>
    /// <exception cref="ArgumentNullException"><paramref name="stream"/> is null.</exception>
    /// <exception cref="ArgumentOutOfRangeException">An option is out of its range.</exception>
    /// <inheritdoc cref="Lines(string, LineOptions?)" path="/remarks"/>
    /// <example><code>var numbered = VedaStream.Lines(Console.OpenStandardInput()).Enumerate();</code></example>
    public static VedaStream<string> Lines(Stream stream, LineOptions? options = null) => Decoded(Utf8Lines(stream, Reusing(options)));

    /// <summary>Nobody sees the bytes but who decodes them.</summary>
    private static LineOptions Reusing(LineOptions? options) => (options ?? new LineOptions()) with { ReusesMemory = true };

    private static VedaStream<string> Decoded(VedaStream<ReadOnlyMemory<byte>> lines) => lines.Map(static line => Encoding.UTF8.GetString(line.Span));
}
