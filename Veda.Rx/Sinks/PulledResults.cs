using Veda.Rx.Batching;
using Veda.Rx.Internal;
using Veda.Rx.Sources;

namespace Veda.Rx.Sinks;

/// <summary>A run whose results a caller pulls, batch after batch: what enumerators are made of.</summary>
/// <param name="cursor">The reading end of the hand-over that the run fills.</param>
/// <param name="buffers">Where the run leases its buffers.</param>
internal sealed class PulledResults<T>(SourceCursor<T> cursor, BufferPool buffers)
{
    private readonly Batch<T> _batch = new(buffers);
    private int _next;

    public T Current { get; private set; } = default!;

    /// <summary>Whether <see cref="TryMove"/> would find something.</summary>
    public bool IsReady => Look() != Claim.NotReady;

    /// <summary>Moves to the next result if there is one. Throws the stream's error once all results before it have been read.</summary>
    /// <returns>What was found; <see cref="Claim.NotReady"/> when the hand-over will signal later.</returns>
    public Claim TryMove()
    {
        var claim = Look();
        if (claim != Claim.Taken)
            return claim;
        if (_batch.Error is { } error)
        {
            _batch.Error = null;
            System.Runtime.ExceptionServices.ExceptionDispatchInfo.Throw(error);
        }
        Current = _batch.Buffer(_next + 1)[_next];
        _next++;
        return Claim.Taken;
    }

    /// <summary>Claims what has arrived if nothing claimed is left. An error comes alone, behind the results before it.</summary>
    private Claim Look()
    {
        if (_next < _batch.Count || _batch.Error is not null)
            return Claim.Taken;
        _next = _batch.Count = 0;
        return cursor.TryClaim(_batch, HandOver<T>.Capacity);
    }

    /// <summary>Gives the buffer back.</summary>
    public void Release()
    {
        _batch.Release();
        _next = 0;
        Current = default!;
    }
}
