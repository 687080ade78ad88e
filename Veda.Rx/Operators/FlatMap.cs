using System.Runtime.CompilerServices;
using Veda.Rx.Fusion;
using Veda.Rx.Internal;

namespace Veda.Rx;

public static partial class VedaStream
{
    /// <summary>Replaces every element by a sequence of elements.</summary>
    /// <typeparam name="T">The type of the elements.</typeparam>
    /// <typeparam name="TResult">The type of the results.</typeparam>
    /// <param name="source">The stream.</param>
    /// <param name="map">Gives an element's sequence; it may be infinite. Called once for each element, by several threads at the same time; the sequences of different elements are read at the same time, each by one thread at a time.</param>
    /// <returns>The elements of all sequences: those of the first element, then those of the second, and so on.</returns>
    /// <exception cref="ArgumentNullException">An argument is null.</exception>
    /// <remarks>
    /// Order: kept. Memory: a sequence that is read ahead of its turn stops after about a thousand results for each thousand
    /// elements of its batch and goes on when its turn comes, without holding a thread. Errors: what <paramref name="map"/>
    /// or a sequence throws ends the stream behind the results before it.
    /// </remarks>
    /// <example><code>var words = lines.ToVeda().FlatMap(line => line.Split(' ')).CountBy(word => word);</code></example>
    public static VedaStream<TResult> FlatMap<T, TResult>(this VedaStream<T> source, Func<T, IEnumerable<TResult>> map) =>
        NotNull(source).Then(new FlatMapStage<T, TResult>(NotNull(map)));

    /// <summary>Replaces every element by a stream's elements, which the thread that works on the element takes part in computing.</summary>
    /// <inheritdoc cref="FlatMap{T, TResult}(VedaStream{T}, Func{T, IEnumerable{TResult}})"/>
    public static VedaStream<TResult> FlatMap<T, TResult>(this VedaStream<T> source, Func<T, VedaStream<TResult>> map)
    {
        NotNull(map);
        return source.FlatMap(item => map(item).ToEnumerable());
    }

    /// <inheritdoc cref="FlatMap{T, TResult}(VedaStream{T}, Func{T, IEnumerable{TResult}})"/>
    public static VedaStream<TResult> SelectMany<T, TResult>(this VedaStream<T> source, Func<T, IEnumerable<TResult>> map) => source.FlatMap(map);

    /// <inheritdoc cref="FlatMap{T, TResult}(VedaStream{T}, Func{T, VedaStream{TResult}})"/>
    public static VedaStream<TResult> SelectMany<T, TResult>(this VedaStream<T> source, Func<T, VedaStream<TResult>> map) => source.FlatMap(map);

    /// <summary>Replaces every element by a sequence, combining each of its elements with the element it came from: two <c>from</c> clauses.</summary>
    /// <typeparam name="T">The type of the elements.</typeparam>
    /// <typeparam name="TInner">The type of the sequences' elements.</typeparam>
    /// <typeparam name="TResult">The type of the results.</typeparam>
    /// <param name="source">The stream.</param>
    /// <param name="map">Gives an element's sequence. Called by several threads at the same time.</param>
    /// <param name="combine">Gives the result for an element and one of its sequence's elements. Called by several threads at the same time.</param>
    /// <returns>The results, in order.</returns>
    /// <exception cref="ArgumentNullException">An argument is null.</exception>
    /// <remarks>Like <see cref="FlatMap{T, TResult}(VedaStream{T}, Func{T, IEnumerable{TResult}})"/> in everything else.</remarks>
    /// <example><code>var lengths = from line in lines.ToVeda() from word in line.Split(' ') select (line, word.Length);</code></example>
    public static VedaStream<TResult> SelectMany<T, TInner, TResult>(this VedaStream<T> source, Func<T, IEnumerable<TInner>> map, Func<T, TInner, TResult> combine)
    {
        NotNull(map);
        NotNull(combine);
        return source.FlatMap(item => map(item).Select(inner => combine(item, inner)));
    }

    /// <inheritdoc cref="SelectMany{T, TInner, TResult}(VedaStream{T}, Func{T, IEnumerable{TInner}}, Func{T, TInner, TResult})"/>
    public static VedaStream<TResult> SelectMany<T, TInner, TResult>(this VedaStream<T> source, Func<T, VedaStream<TInner>> map, Func<T, TInner, TResult> combine)
    {
        NotNull(map);
        return source.SelectMany(item => map(item).ToEnumerable(), combine);
    }
}

internal sealed class FlatMapStage<T, TResult>(Func<T, IEnumerable<TResult>> map) : Stage<T, TResult>
{
    public override Folder<T> Bind(Folder<TResult> next, LaneContext lane) => new FlatMapFolder<T, TResult>(map, next, lane);
}

/// <summary>Expands elements one after the other; suspended, it holds the sequence it is in the middle of and the elements behind it.</summary>
internal sealed class FlatMapFolder<T, TResult>(Func<T, IEnumerable<TResult>> map, Folder<TResult> next, LaneContext lane) : Folder<T, TResult>(next)
{
    private Scratch<T> _held = new(lane.Buffers);
    private int _heldNext;
    private int _heldEnd;
    private IEnumerator<TResult>? _inner;
    private Scratch<TResult> _results = new(lane.Buffers);
    private int _count;
    private int _quantum;   // how many elements may still be read before the lane has a look around

    public override int Room => IsIdle && Next.Room > 0 ? Leaf.Size : 0;

    private bool IsIdle => _inner is null && _heldNext == _heldEnd;

    public override void Fold(ReadOnlySpan<T> items)
    {
        _quantum = Leaf.Size;
        var expanded = Expand(items);
        _heldNext = 0;
        _heldEnd = items.Length - expanded;
        if (_heldEnd > 0)
            items[expanded..].CopyTo(_held.Span(_heldEnd));
    }

    public override bool Resume()
    {
        _quantum = Leaf.Size;
        try
        {
            while (true)
            {
                if (!Next.Resume())
                    return false;
                if (IsIdle || Next.Done)
                    return true;
                if (Next.Room == 0 || _quantum <= 0)
                    return false;
                _heldNext += Expand(_heldEnd == 0 ? default : _held.Array(_heldEnd).AsSpan(_heldNext, _heldEnd - _heldNext));
            }
        }
        catch
        {
            Abandon();   // what is held lies behind the error
            throw;
        }
    }

    /// <summary>Goes on with the open sequence and then with those of the items, while there is room.</summary>
    /// <returns>How many items' sequences have been begun.</returns>
    private int Expand(ReadOnlySpan<T> items)
    {
        var begun = 0;
        try
        {
            while (true)
            {
                if (_inner is not null && !ReadInner())
                    return begun;
                if (begun == items.Length)
                    break;
                _inner = Begin(items[begun++]);
            }
        }
        catch
        {
            // What lies before the error goes on first; if a later stage fails on that, its exception is the one that counts.
            try
            {
                Flush();
            }
            finally
            {
                Abandon();
            }
            throw;
        }
        Flush();
        return begun;
    }

    private IEnumerator<TResult> Begin(T item)
    {
        var sequence = map(item) ?? throw new InvalidOperationException("The delegate given to FlatMap returned null; an empty sequence is allowed.");
        return sequence.GetEnumerator() ?? throw new InvalidOperationException($"GetEnumerator of {sequence.GetType()} returned null.");
    }

    /// <summary>Reads the open sequence to its end, or until there is no room, or it is time to look whether results can be delivered.</summary>
    /// <remarks>A sequence may go on for ever while the stages behind drop everything: what it has given before must get out.</remarks>
    private bool ReadInner()
    {
        while (true)
        {
            var limit = Math.Min(Next.Room, Leaf.Size);
            if (limit == 0 || Next.Done)
                return false;
            if (_quantum <= 0)
            {
                Flush();
                return false;
            }
            var results = _results.Array(limit);
            while (_count < limit)
            {
                if (!_inner!.MoveNext())
                {
                    var ended = _inner;
                    _inner = null;
                    ended.Dispose();
                    return true;
                }
                results[_count] = _inner.Current;   // may throw, and then does not count
                _count++;
            }
            Flush();
        }
    }

    private void Flush()
    {
        var count = _count;
        _count = 0;   // before the call: if it throws, these are not to be passed on twice
        _quantum -= count;
        if (count > 0)
            Next.Fold(_results.Array(count).AsSpan(0, count));
    }

    private void Abandon()
    {
        _heldNext = _heldEnd = _count = 0;
        var open = _inner;
        _inner = null;
        open?.Dispose();
    }

    /// <summary>The batch is over: nothing is open or held. Buffers go back on the thread that leased them, which soon leases again.</summary>
    public override void Rest()
    {
        ReleaseBuffers();
        Next.Rest();
    }

    public override void Reset()
    {
        try
        {
            Abandon();
        }
        finally
        {
            if (RuntimeHelpers.IsReferenceOrContainsReferences<T>() || RuntimeHelpers.IsReferenceOrContainsReferences<TResult>())
                ReleaseBuffers();
            Next.Reset();
        }
    }

    public override void Release()
    {
        try
        {
            Abandon();
        }
        finally
        {
            ReleaseBuffers();
            Next.Release();
        }
    }

    private void ReleaseBuffers()
    {
        _held.Release();
        _results.Release();
    }
}
