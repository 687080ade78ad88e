namespace Veda.Rx.Scheduling;

/// <summary>Is told what streams have done on a scheduler that decides by it. Optional.</summary>
/// <remarks>Called by the thread that has done the work, a worker or a caller that waits, after a batch or part of one; small ones are reported together.</remarks>
internal interface ILoadMeter
{
    /// <summary>A caller that waits begins to work by itself: somebody should look whether it gets stuck.</summary>
    void Watch();

    /// <summary>A participant has worked.</summary>
    /// <param name="elements">How many source elements it has finished.</param>
    /// <param name="elapsed">How long it has taken, in nanoseconds.</param>
    void Worked(int elements, long elapsed);

    /// <summary>Whether anybody wants to know how batches are cut.</summary>
    bool WatchesBatches { get; }

    /// <summary>A batch has been cut, and worked on.</summary>
    void Cut(BatchDecision decision);
}
