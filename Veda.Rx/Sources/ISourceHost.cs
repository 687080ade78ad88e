namespace Veda.Rx.Sources;

/// <summary>What a source cursor may ask of the run that reads it.</summary>
public interface ISourceHost
{
    /// <summary>Elements, an error or the end have arrived since a claim found nothing ready. Any thread.</summary>
    void Signal();

    /// <summary>
    /// Works on the run for a moment on the calling thread, if that is allowed there and there is work: a producer that
    /// finds its queue full helps instead of blocking where blocking could stop the consumer.
    /// </summary>
    /// <returns>Whether anything was done.</returns>
    bool TryHelp();

    /// <summary>
    /// Has something called whenever there may be something to help with again. For a producer that is about to wait for room: it announces that, and then asks for something to help with once more. Where the
    /// scheduler has no threads, what the run has put into its queue may be behind what the waiting thread is in the middle of.
    /// </summary>
    /// <param name="call">What to call, from any thread, in the middle of a run's work: it must be short, and must not throw.</param>
    /// <returns>What to dispose of when the producer waits no more; null where the run goes on without its help.</returns>
    /// <exception cref="ArgumentNullException"><paramref name="call"/> is null.</exception>
    IDisposable? WhenWork(Action call) => null;

    /// <summary>
    /// Whether the calling thread may wait for room, when there is nothing to help with. Not where it is itself the one that
    /// would make room, such as a reader that still subscribes: what the source pushes there must be kept, however much it is.
    /// </summary>
    bool MayWait { get; }

    /// <summary>
    /// Whether the calling thread is the one that waits for the run's results, so that they must not need anything that this
    /// thread has put off until later.
    /// </summary>
    bool IsWaiting => false;

    /// <summary>How many elements a source that pushes keeps until they are claimed, where the stream does not say. Default: 8,192.</summary>
    int QueueCapacity => 8192;

    /// <summary>Has somebody watch what an observable tells a cursor, where the run is one that is watched.</summary>
    /// <typeparam name="T">The type of the elements.</typeparam>
    /// <param name="cursor">What subscribes to the observable.</param>
    /// <returns>What is to subscribe in its place.</returns>
    IObserver<T> Watched<T>(IObserver<T> cursor) => cursor;

    /// <summary>
    /// For cursors that read element by element: how many elements more a claim under way may take before it asks again. Asked
    /// behind the first one, then as often as the clock should be looked at.
    /// </summary>
    /// <param name="taken">How many elements the claim has.</param>
    /// <returns>1 or more; 0 when the claim should give what it has, because it has taken long enough or nobody needs it any more.</returns>
    int More(int taken) => int.MaxValue;

    /// <summary>
    /// Runs something outside of claims, soon, on a thread of the scheduler or on one that waits for the run and does not read
    /// its results: what may block until its results are claimed, such as subscribing to another sequence in the middle of the run.
    /// </summary>
    /// <param name="action">What to run. What it throws ends the run.</param>
    void Defer(Action action);
}
