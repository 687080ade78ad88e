namespace LogStats;

/// <summary>
/// Reads files, one after the other, as blocks of whole lines: the serial part of the work, and so only that. What is in
/// memory depends on how many blocks are in flight, never on the size of a file or of a line.
/// </summary>
/// <param name="paths">The files. What is wrong with one is told in <see cref="Faults"/>, and reading goes on with the next.</param>
/// <param name="progress">Told after each block how much has been read.</param>
/// <param name="cancellation">Ends the reading between two blocks.</param>
internal sealed class LogReader(IReadOnlyList<string> paths, IProgress<ReadingProgress> progress, CancellationToken cancellation)
{
    /// <summary>The longest line that is looked at, in bytes with its end, and the size of a block.</summary>
    public const int LongestLine = 64 * 1024;

    private readonly List<string> _faults = [];

    /// <summary>What was wrong with which file; complete when the blocks have been read.</summary>
    public IReadOnlyList<string> Faults => _faults;

    /// <summary>What has been read so far.</summary>
    public ReadingProgress Read { get; private set; }

    /// <summary>All files as blocks, in order. To be enumerated once.</summary>
    public IEnumerable<LineBlock> Blocks() => paths.SelectMany(BlocksOf);

    private IEnumerable<LineBlock> BlocksOf(string path, int file)
    {
        var before = Read;
        using var input = new LogInput(path);
        var cutter = new BlockCutter(input, file);
        while (cutter.Next() is { } block)
        {
            cancellation.ThrowIfCancellationRequested();
            Read = new ReadingProgress(before.Bytes + input.Position, before.Lines + cutter.Lines);
            progress.Report(Read);
            yield return block;
        }

        if (input.Fault is { } fault)
            _faults.Add($"{Printable.From(path)}: {fault}");
    }
}
