using System.Numerics;
using Veda.Rx.Sinks;

namespace Veda.Rx;

public static partial class VedaStream
{
    /// <summary>Adds all elements.</summary>
    /// <typeparam name="T">The type of the elements.</typeparam>
    /// <param name="source">The stream.</param>
    /// <returns>The sum; zero for an empty stream.</returns>
    /// <exception cref="ArgumentNullException"><paramref name="source"/> is null.</exception>
    public static VedaSingle<T> Sum<T>(this VedaStream<T> source) where T : struct, INumber<T> =>
        NotNull(source).Reduce(new PlainSum<T>());
}

internal sealed class PlainSum<T> : Reducer<T, T, T> where T : struct, INumber<T>
{
    public override Grouping Grouping => Grouping.Leaf;

    public override T Identity() => T.Zero;

    public override void Fold(ref T acc, ReadOnlySpan<T> items, long position)
    {
        var sum = acc;
        foreach (var item in items)
            sum += item;
        acc = sum;
    }

    public override void Combine(ref T acc, T later) => acc += later;

    public override T Result(T acc) => acc;
}
