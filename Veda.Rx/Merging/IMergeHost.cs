using Veda.Rx.Batching;

namespace Veda.Rx.Merging;

/// <summary>What a merge asks of the segment that feeds it.</summary>
internal interface IMergeHost
{
    /// <summary>There is work again: credit to claim with, or a suspended lane to resume.</summary>
    void Signal();

    /// <summary>This lane's results are delivered or dropped: it can take another batch.</summary>
    /// <returns>What closing the sequences that were still open in it threw, or null.</returns>
    Exception? Recycle(Lane lane);

    /// <summary>Nothing more is needed: stops claiming and closes the source.</summary>
    /// <param name="failed">Whether an error has ended the stream: what closing throws behind that does not count.</param>
    /// <returns>What closing threw, or null; also null where somebody reads the source, who closes it then.</returns>
    Exception? Close(bool failed);

    /// <summary>Closing threw, and there is no observer to be told.</summary>
    void CloseFailed(Exception error);

    /// <summary>The terminal signal has been given, or nobody wanted it.</summary>
    void Finished();
}
