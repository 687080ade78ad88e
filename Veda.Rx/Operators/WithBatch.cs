namespace Veda.Rx;

public static partial class VedaStream
{
    /// <summary>Bounds how many elements a participant claims at once. Without it the engine decides from 1 to 65,536, by what they cost.</summary>
    /// <typeparam name="T">The type of the elements.</typeparam>
    /// <param name="source">The stream.</param>
    /// <param name="min">The least, where the source has as many; 1 or more.</param>
    /// <param name="max">The most; not less than <paramref name="min"/>, at most 1,048,576.</param>
    /// <returns>The same stream with these bounds.</returns>
    /// <exception cref="ArgumentNullException"><paramref name="source"/> is null.</exception>
    /// <exception cref="ArgumentOutOfRangeException">A bound is outside its range.</exception>
    /// <remarks>
    /// Order: kept. Changes no result, only speed and how far the stream is read ahead. Holds for the segment, as
    /// <see cref="Unordered"/> says. Errors: those of the stream. Cost: none an element; small batches cost a step each, about a
    /// microsecond, large ones delay short streams and the first results.
    /// </remarks>
    /// <example><code>var thumbnails = photos.ToVeda().Map(Shrink).WithBatch(1, 4);</code></example>
    public static VedaStream<T> WithBatch<T>(this VedaStream<T> source, int min, int max)
    {
        const int MostAllowed = 1_048_576;
        ArgumentNullException.ThrowIfNull(source);
        AtLeastOne(min);
        if (max < min || max > MostAllowed)
            throw new ArgumentOutOfRangeException(nameof(max), max, $"{nameof(max)} is {max}; allowed are {nameof(min)}, which is {min}, to {MostAllowed}.");
        return new(source.Flow, source.Settings with { MinBatch = min, MaxBatch = max });
    }
}
