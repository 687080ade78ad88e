using System.Runtime.ExceptionServices;
using Veda.Rx.Fusion;
using Veda.Rx.Internal;

namespace Veda.Rx;

public static partial class VedaStream
{
    /// <summary>Transforms every element with the help of a state that one call at a time uses, such as a parser, a buffer or a connection.</summary>
    /// <typeparam name="T">The type of the elements.</typeparam>
    /// <typeparam name="TState">The type of the states.</typeparam>
    /// <typeparam name="TResult">The type of the results.</typeparam>
    /// <param name="source">The stream.</param>
    /// <param name="create">Makes a state. Called at most as often as there are threads that work at the same time; by several threads at the same time.</param>
    /// <param name="map">Gives an element's result. Called once for each element, by several threads at the same time, each with another state.</param>
    /// <param name="dispose">What to do with a state when the run has ended; null to dispose it if it is <see cref="IDisposable"/>. Called once for each state, by the thread that ends the run or, for one in use then, by the thread that comes back with it.</param>
    /// <returns>The results, in the order of their elements.</returns>
    /// <exception cref="ArgumentNullException"><paramref name="source"/>, <paramref name="create"/> or <paramref name="map"/> is null.</exception>
    /// <remarks>
    /// Order: kept. Positions: kept. Which state an element meets is chance: results should not depend on what a state has
    /// seen. Every state is disposed exactly once, also when the run fails or is cancelled; one in use then is disposed when
    /// it comes back. Errors: what <paramref name="map"/> or <paramref name="create"/> throws ends the stream at that
    /// element's position; what <paramref name="dispose"/> throws ends a run that has no other error. Cost: one delegate call
    /// an element.
    /// </remarks>
    /// <example><code>var hashes = files.ToVeda().MapWith(SHA256.Create, (sha, bytes) => sha.ComputeHash(bytes));</code></example>
    public static VedaStream<TResult> MapWith<T, TState, TResult>(this VedaStream<T> source, Func<TState> create, Func<TState, T, TResult> map, Action<TState>? dispose = null)
    {
        dispose ??= static state => (state as IDisposable)?.Dispose();
        return NotNull(source).Then(new MapWithStage<T, TState, TResult>(NotNull(create), NotNull(map), dispose));
    }
}

internal sealed class MapWithStage<T, TState, TResult>(Func<TState> create, Func<TState, T, TResult> map, Action<TState> dispose) : Stage<T, TResult>
{
    public override bool OneToOne => true;

    internal override Delegate? Code => map;

    public override Folder<T> Bind(Folder<TResult> next, LaneContext lane) => new MapWithFolder(map, lane.Shared(this, CreatePool), next, lane);

    private StatePool<TState> CreatePool() => new(create, dispose);

    private sealed class MapWithFolder(Func<TState, T, TResult> map, StatePool<TState> states, Folder<TResult> next, LaneContext lane) : Folder<T, TResult>(next)
    {
        private Scratch<TResult> _scratch = new(lane.Buffers);

        public override void Fold(ReadOnlySpan<T> items)
        {
            var results = _scratch.Span(items.Length);
            var done = 0;
            try
            {
                Map(items, results, ref done);
            }
            catch
            {
                Next.Fold(results[..done]);
                throw;
            }
            Next.Fold(results);
        }

        private void Map(ReadOnlySpan<T> items, Span<TResult> results, ref int done)
        {
            var state = states.Rent();
            try
            {
                for (; done < items.Length; done++)
                    results[done] = map(state, items[done]);
            }
            finally
            {
                states.Return(state);
            }
        }

        public override void Rest()
        {
            _scratch.Release();
            Next.Rest();
        }

        public override void Reset()
        {
            _scratch.Reset();
            Next.Reset();
        }

        public override void Release()
        {
            _scratch.Release();
            Next.Release();
        }
    }
}

/// <summary>The states of one run that are not in use. Thread-safe; calls no delegate under its lock.</summary>
internal sealed class StatePool<TState>(Func<TState> create, Action<TState> dispose) : IDisposable
{
    private readonly Lock _lock = new();
    private readonly Stack<TState> _idle = [];   // guarded by _lock
    private bool _closed;                        // guarded by _lock: what comes back is disposed

    public TState Rent()
    {
        lock (_lock)
        {
            if (_idle.TryPop(out var state))
                return state;
        }
        return create();
    }

    public void Return(TState state)
    {
        lock (_lock)
        {
            if (!_closed)
            {
                _idle.Push(state);
                return;
            }
        }
        dispose(state);
    }

    public void Dispose()
    {
        TState[] idle;
        lock (_lock)
        {
            _closed = true;
            idle = [.. _idle];
            _idle.Clear();   // a participant on its way out may still rent: never what is disposed here
        }
        ExceptionDispatchInfo? error = null;
        foreach (var state in idle)
        {
            try
            {
                dispose(state);
            }
            catch (Exception thrown)
            {
                error ??= ExceptionDispatchInfo.Capture(thrown);
            }
        }
        error?.Throw();
    }
}
