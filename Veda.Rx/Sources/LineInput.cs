using System.IO.Compression;

namespace Veda.Rx.Sources;

/// <summary>Bytes to cut into lines, and what they are called in messages.</summary>
/// <param name="Name">For people.</param>
/// <param name="Open">Begins to read.</param>
/// <param name="Owned">Whether who has read them closes them.</param>
internal sealed record LineInput(string Name, Func<Stream> Open, bool Owned)
{
    /// <summary>A file, unpacked where its name says that it is packed. Others may write to it meanwhile.</summary>
    public static LineInput Of(string path) => new(path, () =>
    {
        var file = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete, bufferSize: 0, FileOptions.SequentialScan);
        return path.EndsWith(".gz", StringComparison.OrdinalIgnoreCase)
            ? new GZipStream(new BufferedStream(file, LineOptions.BlockSize), CompressionMode.Decompress)
            : file;
    }, Owned: true);

    public static LineInput Of(Stream stream) => new("the stream", () => stream, Owned: false);
}
