namespace Veda.Rx.Scheduling;

/// <summary>A scheduler that takes reusable work items, so that a batch costs no allocation.</summary>
/// <remarks>
/// Without it the engine calls <c>IScheduler.Schedule</c>, which allocates a handle for every batch.
/// <para>
/// The engine looks for this and the other capabilities on the scheduler, and then by its <see cref="IServiceProvider"/>. A scheduler that wraps another one returns that for <c>IScheduler</c>
/// there, so that what the engine knows of Rx's own schedulers holds for it, too.
/// </para>
/// </remarks>
public interface IWorkQueue
{
    /// <summary>
    /// Runs <paramref name="work"/> once, soon, behind everything that is already waiting; first-in-first-out order is what keeps runs fair to each other.
    /// Never runs it inline. May be called from any thread.
    /// </summary>
    /// <remarks>
    /// A scheduler that is aborted drops what has not started. An item that implements <see cref="IDroppableWork"/> is told, so
    /// that nobody waits for it for ever; a call from inside an item after the abort throws.
    /// </remarks>
    /// <param name="work">
    /// The item to execute. The same item may be enqueued again as soon as it has started; one that implements
    /// <see cref="IDroppableWork"/> at any time, and then runs once for each time.
    /// </param>
    /// <exception cref="ObjectDisposedException">The scheduler accepts no more work.</exception>
    void Enqueue(IThreadPoolWorkItem work);

    /// <summary>
    /// The same for the item that runs on the calling thread, as the last thing that it does: a participant that goes on with its next batch. The calling worker may take what is next at once, and nobody else has
    /// that until the item has returned. To be called on no other thread.
    /// </summary>
    /// <param name="work">The item that runs.</param>
    /// <exception cref="ObjectDisposedException">The scheduler accepts no more work.</exception>
    void EnqueueAgain(IThreadPoolWorkItem work) => Enqueue(work);

    /// <summary>The queue for one run of a stream, which begins now. Asked once for each part of a run; a queue whose items have a deadline counts it from here. Default: this one.</summary>
    /// <returns>Where the run's items are enqueued.</returns>
    IWorkQueue ForRun() => this;

    /// <summary>
    /// Whether the item that runs on the calling thread may do more of its work at once instead of enqueuing itself: nothing
    /// waits that this would hold up, and the thread is not needed elsewhere. False if the queue cannot tell.
    /// </summary>
    /// <remarks>Enqueuing wakes another thread for an item that this one would take next.</remarks>
    bool MayGoOn => false;

    /// <summary>Whether other items wait for a worker, so that the calling item's next step should be a short one. False if the queue cannot tell.</summary>
    bool HasWaiting => false;
}
