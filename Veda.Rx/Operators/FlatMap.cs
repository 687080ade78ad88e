using System.Reactive.Concurrency;
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
    /// Order: kept. Positions: lost. Memory: a sequence that is read ahead of its turn stops after about a thousand results for
    /// each thousand elements of its batch and goes on when its turn comes, without holding a thread. Errors: what
    /// <paramref name="map"/> or a sequence throws ends the stream behind the results before it; a null sequence is an
    /// <see cref="InvalidOperationException"/>. Cost: one delegate call an element, what its sequence costs, one copy a result.
    /// </remarks>
    /// <example><code>var words = lines.ToVeda().FlatMap(line => line.Split(' ')).CountBy(word => word);</code></example>
    [OverloadResolutionPriority(1)]
    public static VedaStream<TResult> FlatMap<T, TResult>(this VedaStream<T> source, Func<T, IEnumerable<TResult>> map) =>
        NotNull(source).Then(new FlatMapStage<T, TResult>(NotNull(map)));

    /// <summary>Replaces every element by a stream's elements, which the thread that works on the element takes part in computing.</summary>
    /// <inheritdoc cref="FlatMap{T, TResult}(VedaStream{T}, Func{T, IEnumerable{TResult}})"/>
    [OverloadResolutionPriority(3)]
    public static VedaStream<TResult> FlatMap<T, TResult>(this VedaStream<T> source, Func<T, VedaStream<TResult>> map) =>
        NotNull(source).Then(new FlatMapStreamStage<T, TResult>(Pulled(NotNull(map))));

    /// <summary>Replaces every element by the elements of an async sequence.</summary>
    /// <remarks>
    /// Order: kept, so sequences are not interleaved. Positions: lost. Threads: no thread waits for a sequence. At most twice as
    /// many sequences are open at the same time as the stream's parallelism (<c>WithParallelism</c>), each read ahead until its
    /// first wait behind a result. Errors: what <paramref name="map"/> or a sequence throws ends the stream behind
    /// the results before it; a null sequence is an <see cref="InvalidOperationException"/>. Cost: one delegate call and one
    /// run an element, some microseconds, and two copies a result.
    /// </remarks>
    /// <example><code>var rows = tables.ToVeda().FlatMap(table => table.ReadRowsAsync()).Map(Parse);</code></example>
    /// <inheritdoc cref="FlatMap{T, TResult}(VedaStream{T}, Func{T, IEnumerable{TResult}})"/>
    [OverloadResolutionPriority(2)]
    public static VedaStream<TResult> FlatMap<T, TResult>(this VedaStream<T> source, Func<T, IAsyncEnumerable<TResult>> map) =>
        NotNull(source).Then(new FlatMapStreamStage<T, TResult>(Pulled(NotNull(map))));

    /// <summary>Replaces every element by the elements of an observable, like <c>Select(map).Concat()</c> in Rx.</summary>
    /// <remarks>
    /// Order: kept: unlike Rx's <c>SelectMany</c>, which merges in order of arrival, this delivers the first element's results
    /// before those of the second. Positions: lost. Threads: no thread waits for an observable. At most twice as many are
    /// subscribed to at the same time as the stream's parallelism (<c>WithParallelism</c>). Memory: of an observable ahead of its turn up to some
    /// 270,000 pushed elements wait, then the pushing thread does: if it is the one that pushes for the first observable, too, that is for
    /// ever, unless the stream is <c>Unordered</c>. What is pushed while subscribing is kept whole. Errors: what <paramref name="map"/> throws or an observable ends with ends the stream behind the results
    /// before it; a null observable is an <see cref="InvalidOperationException"/>. Cost: one delegate call, one subscription
    /// and one run an element, some microseconds, and three copies a result.
    /// </remarks>
    /// <example><code>var quotes = symbols.ToVeda().FlatMap(symbol => history.Of(symbol)).Map(Parse);</code></example>
    /// <inheritdoc cref="FlatMap{T, TResult}(VedaStream{T}, Func{T, IEnumerable{TResult}})"/>
    public static VedaStream<TResult> FlatMap<T, TResult>(this VedaStream<T> source, Func<T, IObservable<TResult>> map) =>
        NotNull(source).Then(new FlatMapStreamStage<T, TResult>(Pulled(NotNull(map))));

    /// <summary>Replaces every element, together with its index in the stream, by the elements of a sequence.</summary>
    /// <param name="source">The stream.</param>
    /// <param name="map">The same with the element's index, whose cost is said at <see cref="Map{T, TResult}(VedaStream{T}, Func{T, int, TResult})"/>. Called once for each element, by several threads at the same time.</param>
    /// <inheritdoc cref="FlatMap{T, TResult}(VedaStream{T}, Func{T, IEnumerable{TResult}})"/>
    [OverloadResolutionPriority(1)]
    public static VedaStream<TResult> FlatMap<T, TResult>(this VedaStream<T> source, Func<T, int, IEnumerable<TResult>> map) =>
        EnumerateInLanes(NotNull(source)).FlatMap(OfPair(NotNull(map)));

    /// <summary>Replaces every element, together with its index in the stream, by the elements of a stream.</summary>
    /// <param name="source">The stream.</param>
    /// <param name="map">The same with the element's index, whose cost is said at <see cref="Map{T, TResult}(VedaStream{T}, Func{T, int, TResult})"/>. Called once for each element, by several threads at the same time.</param>
    /// <inheritdoc cref="FlatMap{T, TResult}(VedaStream{T}, Func{T, VedaStream{TResult}})"/>
    [OverloadResolutionPriority(3)]
    public static VedaStream<TResult> FlatMap<T, TResult>(this VedaStream<T> source, Func<T, int, VedaStream<TResult>> map) =>
        EnumerateInLanes(NotNull(source)).FlatMap(OfPair(NotNull(map)));

    /// <summary>Replaces every element, together with its index in the stream, by the elements of an async sequence.</summary>
    /// <param name="source">The stream.</param>
    /// <param name="map">The same with the element's index, whose cost is said at <see cref="Map{T, TResult}(VedaStream{T}, Func{T, int, TResult})"/>. Called once for each element, by several threads at the same time.</param>
    /// <inheritdoc cref="FlatMap{T, TResult}(VedaStream{T}, Func{T, IAsyncEnumerable{TResult}})"/>
    [OverloadResolutionPriority(2)]
    public static VedaStream<TResult> FlatMap<T, TResult>(this VedaStream<T> source, Func<T, int, IAsyncEnumerable<TResult>> map) =>
        EnumerateInLanes(NotNull(source)).FlatMap(OfPair(NotNull(map)));

    /// <summary>Replaces every element, together with its index in the stream, by the elements of an observable.</summary>
    /// <param name="source">The stream.</param>
    /// <param name="map">The same with the element's index, whose cost is said at <see cref="Map{T, TResult}(VedaStream{T}, Func{T, int, TResult})"/>. Called once for each element, by several threads at the same time.</param>
    /// <inheritdoc cref="FlatMap{T, TResult}(VedaStream{T}, Func{T, IObservable{TResult}})"/>
    public static VedaStream<TResult> FlatMap<T, TResult>(this VedaStream<T> source, Func<T, int, IObservable<TResult>> map) =>
        EnumerateInLanes(NotNull(source)).FlatMap(OfPair(NotNull(map)));

    private static Func<T, CancellationToken, IEnumerable<TResult>> Pulled<T, TResult>(Func<T, VedaStream<TResult>> map) => (item, over) =>
        map(item) is { } stream ? new Results<TResult>(stream, over) : null!;

    private static Func<T, CancellationToken, IEnumerable<TResult>> Pulled<T, TResult>(Func<T, IAsyncEnumerable<TResult>> map) => (item, over) =>
        map(item) is { } sequence ? Here(sequence.ToVeda(), over) : null!;

    private static Func<T, CancellationToken, IEnumerable<TResult>> Pulled<T, TResult>(Func<T, IObservable<TResult>> map) => (item, over) => map(item) switch
    {
        null => null!,
        VedaStream<TResult> stream => new Results<TResult>(stream, over),
        var observable => Here(observable.ToVeda(), over),
    };

    /// <summary>What a source gives, taken by the thread that waits for it or by the one that brings it: nothing is left to do for a scheduler.</summary>
    private static IEnumerable<T> Here<T>(VedaStream<T> source, CancellationToken over) => new Results<T>(source.On(ImmediateScheduler.Instance), over);

    private static Func<(long Index, T Value), TResult> OfPair<T, TResult>(Func<T, int, TResult> map) => pair => map(pair.Value, checked((int)pair.Index));
}

internal sealed class FlatMapStage<T, TResult>(Func<T, IEnumerable<TResult>> map) : Stage<T, TResult>
{
    internal override Delegate? Code => map;

    public override Folder<T> Bind(Folder<TResult> next, LaneContext lane) => new FlatMapFolder<T, TResult>(map, next, lane);
}

/// <summary>Expands elements into sequences that wait, and so must be told when the run is over.</summary>
internal sealed class FlatMapStreamStage<T, TResult>(Func<T, CancellationToken, IEnumerable<TResult>> map) : Stage<T, TResult>
{
    internal override Delegate? Code => map;

    public override Folder<T> Bind(Folder<TResult> next, LaneContext lane)
    {
        var over = lane.Shared(this, static () => new RunEnd()).Token;
        return new FlatMapFolder<T, TResult>(item => map(item, over), next, lane);
    }

    /// <summary>Cancels its token when the run disposes it.</summary>
    private sealed class RunEnd : IDisposable
    {
        private readonly CancellationTokenSource _over = new();

        public CancellationToken Token => _over.Token;

        public void Dispose() => _over.Cancel();
    }
}

/// <summary>Expands elements one after the other; suspended, it holds the sequence it is in the middle of and the elements behind it.</summary>
internal sealed class FlatMapFolder<T, TResult>(Func<T, IEnumerable<TResult>> map, Folder<TResult> next, LaneContext lane) : Folder<T, TResult>(next)
{
    private Scratch<T> _held = new(lane.Buffers);
    private int _heldNext;
    private int _heldEnd;
    private IEnumerator<TResult>? _inner;
    private IReadiness? _live;   // the same, if it can say that its next step would wait
    private Scratch<TResult> _results = new(lane.Buffers);
    private int _count;
    private int _quantum;   // how many elements may still be read before the lane has a look around
    private int _read;      // how many have been read since it last did
    private int _nextLook;  // at how many to look at the clock: 1, 2, 4 and so on, then every quarter of a leaf

    public override int Room => IsIdle && Next.Room > 0 ? Leaf.Size : 0;

    private bool IsIdle => _inner is null && _heldNext == _heldEnd;

    public override void Fold(ReadOnlySpan<T> items)
    {
        BeginQuantum();
        var expanded = Expand(items);
        _heldNext = 0;
        _heldEnd = items.Length - expanded;
        if (_heldEnd > 0)
            items[expanded..].CopyTo(_held.Span(_heldEnd));
    }

    public override bool Resume()
    {
        BeginQuantum();
        try
        {
            while (true)
            {
                if (!Next.Resume())
                    return false;
                if (IsIdle || Next.Done)
                    return true;
                if (Next.Room == 0 || _quantum <= 0 || lane.Awaited is not null)
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
                Open(items[begun++]);
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

    private void Open(T item)
    {
        var sequence = map(item) ?? throw new InvalidOperationException("The delegate given to FlatMap returned null; an empty sequence is allowed.");
        _inner = sequence.GetEnumerator() ?? throw new InvalidOperationException($"GetEnumerator of {sequence.GetType()} returned null.");
        _live = _inner as IReadiness;
        if (_live is not null)
            lane.Live++;
    }

    /// <summary>Closes the open sequence, if there is one.</summary>
    private void Close()
    {
        var open = _inner;
        _inner = null;
        if (_live is not null)
            lane.Live--;
        _live = null;
        open?.Dispose();
    }

    /// <summary>Reads the open sequence to its end, or until there is no room, or it is time to look whether results can be delivered.</summary>
    /// <remarks>A sequence may go on for ever while the stages behind drop everything, or keep this thread waiting: what it has given before must get out.</remarks>
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
            while (_count < limit && _quantum > 0)
            {
                if (_live is { IsReady: false })
                {
                    Flush();
                    if (!Next.Done)
                        HelpOrAwait(_live);
                    return false;
                }
                if (!_inner!.MoveNext())
                {
                    Close();
                    return true;
                }
                results[_count] = _inner.Current;   // may throw, and then does not count
                _count++;
                if (++_read == _nextLook)
                    Look();
            }
            Flush();
        }
    }

    /// <summary>Lets out what the sequence has given; else does a piece of what it needs; else has the lane sleep until others have.</summary>
    private void HelpOrAwait(IReadiness live)
    {
        if (_read > 0 || live.TryHelp())
            _quantum = 0;
        else
            lane.Awaited ??= live;   // what a stage behind already waits for comes first: its results lie before these
    }

    private void BeginQuantum()
    {
        _quantum = Leaf.Size;
        _read = 0;
        _nextLook = 1;
    }

    /// <summary>The quantum is over early where sequences are slow: what they have given should not wait for more.</summary>
    private void Look()
    {
        _nextLook += Math.Min(_nextLook, Leaf.Size / 4);
        if (lane.IsStepLong)
            _quantum = 0;
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
        Close();
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
