using Microsoft.Win32.SafeHandles;

namespace Veda.Rx.Benchmarks.Workloads;

/// <summary>A file in equal parts, one a thread; each reads its own into one buffer, block by block, and cuts where lines end.</summary>
internal static class LogParts
{
    private const int BlockSize = 1 << 18;

    /// <summary>Adds whole lines to what a thread has.</summary>
    public delegate void Step<in T>(T acc, ReadOnlySpan<byte> lines);

    /// <param name="path">A file whose lines all end with a line feed and are shorter than a block.</param>
    /// <param name="share">How much of it to read, from its beginning.</param>
    /// <param name="threads">How many threads read; the caller is one of them.</param>
    /// <param name="create">Makes what a thread adds to.</param>
    /// <param name="step">Adds lines.</param>
    /// <param name="combine">Adds what one thread has to what another has.</param>
    public static T Reduce<T>(string path, double share, int threads, Func<T> create, Step<T> step, Func<T, T, T> combine)
    {
        using var file = File.OpenHandle(path);
        var length = (long)(RandomAccess.GetLength(file) * share);
        var others = new Task<T>[threads - 1];
        for (var i = 0; i < others.Length; i++)
        {
            var index = i + 1;
            others[i] = Task.Run(() => Read(file, length * index / threads, length * (index + 1) / threads, create(), step));
        }
        var result = Read(file, 0, length / threads, create(), step);
        foreach (var other in others)
            result = combine(result, other.Result);
        return result;
    }

    /// <summary>The lines that begin in a part: the rest of one that began before it is passed over, the last one is read to its end.</summary>
    private static T Read<T>(SafeFileHandle file, long from, long to, T acc, Step<T> step)
    {
        var buffer = new byte[BlockSize];
        var begun = from > 0;
        for (var at = begun ? from - 1 : 0; at < to;)   // the byte before shows whether a line begins with the part
        {
            var block = buffer.AsSpan(0, RandomAccess.Read(file, buffer, at));
            var end = block.LastIndexOf((byte)'\n') + 1;
            if (at + end > to)
            {
                var inside = (int)(to - at);
                end = inside + block[(inside - 1)..].IndexOf((byte)'\n');
            }
            var start = begun ? block.IndexOf((byte)'\n') + 1 : 0;
            begun = false;
            step(acc, block[start..end]);
            at += end;
        }
        return acc;
    }
}
