namespace Veda.Rx.Scheduling;

/// <summary>Is told what streams have done on a scheduler that decides by it. Optional.</summary>
/// <remarks>Called by the thread that has done the work, a worker or a caller that waits, after a batch or part of one; small ones are reported together.</remarks>
internal interface ILoadMeter
{
    /// <summary>Somebody who may be none of the scheduler's threads begins to work: from now on somebody looks whether it gets stuck, until nobody is at work.</summary>
    void Watch();

    /// <summary>What looks who is stuck, for as long as the scheduler lives.</summary>
    void LookWith(Lookout lookout);

    /// <summary>A participant has worked.</summary>
    /// <param name="elements">How many source elements it has finished.</param>
    /// <param name="elapsed">How long it has taken, in nanoseconds.</param>
    void Worked(int elements, long elapsed);

    /// <summary>Whether anybody wants to know how batches are cut.</summary>
    bool WatchesBatches { get; }

    /// <summary>A batch has been cut, and worked on.</summary>
    void Cut(BatchDecision decision);
}
