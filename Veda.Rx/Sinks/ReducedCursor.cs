using Veda.Rx.Batching;
using Veda.Rx.Sources;

namespace Veda.Rx.Sinks;

/// <summary>Joins two segments: the first one ends in a result of many elements, which the second one then reads like an array.</summary>
/// <remarks>The writer publishes result and error by its store to <c>_ended</c>, then calls the reader.</remarks>
internal sealed class ReducedCursor<T>(ISourceHost reader) : SourceCursor<T>, IObserver<T[]>
{
    private SourceCursor<T>? _results;   // written before _ended, like _error
    private Exception? _error;           // the reader clears it when it has passed it on
    private volatile bool _ended;

    /// <summary>The segment whose merge gives the result. Set before the run starts.</summary>
    public Segment? Producer { get; set; }

    public override long? Remaining => _ended ? _results?.Remaining : null;

    public override void Begin() => Producer!.Begin();

    public void OnNext(T[] value) => _results = new ArraySource<T>(value).Open(reader);

    public void OnError(Exception error)
    {
        _error = error;
        OnCompleted();
    }

    public void OnCompleted()
    {
        _ended = true;
        reader.Signal();
    }

    public override Claim TryClaim(Batch<T> batch, int max)
    {
        if (!_ended)
            return Claim.NotReady;
        if (_results is { } results)
            return results.TryClaim(batch, max);
        batch.Error = _error;
        _error = null;
        return batch.Error is null ? Claim.Ended : Claim.Taken;
    }

    public override ReadOnlySpan<T> Read(Batch<T> batch, int start, int count) => _results!.Read(batch, start, count);

    public override void Dispose() => Producer!.CancelByReader();
}
