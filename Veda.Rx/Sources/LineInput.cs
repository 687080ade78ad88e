namespace Veda.Rx.Sources;

/// <summary>Bytes to cut into lines, and what they are called in messages.</summary>
/// <param name="Name">For people.</param>
/// <param name="Open">Begins to read.</param>
/// <param name="Owned">Whether who has read them closes them.</param>
internal sealed record LineInput(string Name, Func<Stream> Open, bool Owned)
{
    /// <summary>A file, unpacked if it is packed. Others may write to it meanwhile.</summary>
    public static LineInput Of(string path) => new(path, () =>
    {
        var file = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete, bufferSize: 0, FileOptions.SequentialScan);
        try
        {
            return path.EndsWith(".gz", StringComparison.OrdinalIgnoreCase) || BeginsPacked(file)
                ? new PackedFile(path, new BufferedStream(file, LineOptions.BlockSize))
                : file;
        }
        catch
        {
            file.Dispose();
            throw;
        }
    }, Owned: true);

    public static LineInput Of(Stream stream) => new("the stream", () => stream, Owned: false);

    /// <summary>Opens it, to be read in blocks.</summary>
    /// <param name="memory">Where blocks come from.</param>
    /// <param name="arrived">Called when a block is there that was not ready when it was asked for.</param>
    public ByteBlocks Read(LineMemory memory, Action arrived)
    {
        var stream = Open();
        return Owned && stream is FileStream { CanSeek: true, Length: > 0 } file ? new FileBlocks(file, memory, arrived) : new SentBlocks(stream, Owned, memory);
    }

    /// <summary>Whether it begins as gzip does, and no text in UTF-8. A pipe is not looked into: what has been read of it does not come again.</summary>
    private static bool BeginsPacked(FileStream file)
    {
        var first = (stackalloc byte[2]);
        return file.CanSeek && RandomAccess.Read(file.SafeFileHandle, first, fileOffset: 0) == first.Length && first is [0x1f, 0x8b];
    }
}
