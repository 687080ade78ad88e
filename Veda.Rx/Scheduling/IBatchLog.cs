namespace Veda.Rx.Scheduling;

/// <summary>Is told what is done on a scheduler, batch by batch. Optional; a stream on a scheduler that offers none pays one comparison a batch.</summary>
/// <remarks>Called by the thread that has done the work, by several threads at the same time, in the middle of a run: it must be quick and must not throw.</remarks>
public interface IBatchLog
{
    /// <summary>A participant has worked on a batch: on all of it, or until it had to stop for the time being.</summary>
    /// <param name="position">The position in the source of the batch's first element.</param>
    /// <param name="elements">How many elements the batch has.</param>
    /// <param name="mark">What <see cref="ICostModel.Begin"/> returned when the work began.</param>
    /// <param name="cost">What <see cref="ICostModel.Since"/> returned when it ended, in nanoseconds.</param>
    void Worked(long position, int elements, long mark, long cost);
}
