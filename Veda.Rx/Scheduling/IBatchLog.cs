namespace Veda.Rx.Scheduling;

/// <summary>Is told what is done on a scheduler, batch by batch. Optional; a stream on a scheduler that offers none pays two comparisons a batch.</summary>
/// <remarks>Called by the thread that has done the work, by several threads at the same time, in the middle of a run: it must be quick and must not throw.</remarks>
public interface IBatchLog
{
    /// <summary>The clock that measures the work. Default: the system's. Asked once for each scheduler.</summary>
    /// <remarks>Apart from <see cref="ICostModel"/>, so that a log changes nothing of what streams do.</remarks>
    TimeProvider Time => MeasuredCost.SystemTime;

    /// <summary>A participant has worked on a batch: on all of it, or until it had to stop for the time being.</summary>
    /// <param name="position">The position in the source of the batch's first element.</param>
    /// <param name="elements">How many elements the batch has.</param>
    /// <param name="elapsed">How long the work has taken on <see cref="Time"/>, in nanoseconds, up to now.</param>
    void Worked(long position, int elements, long elapsed);
}
