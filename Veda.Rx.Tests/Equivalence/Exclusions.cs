namespace Veda.Rx.Tests.Equivalence;

/// <summary>What is not run, and why: the one place that says so.</summary>
internal static class Exclusions
{
    private const string OneThread = "Rx's virtual time is for one thread: nothing may signal it from another one";
    private const string TimeStands = "who waits takes part in the run and does not move virtual time: what a source has scheduled would never run";
    private const string ThreadEach = "a thread for every batch: many small batches take minutes";
    private const string Swollen = "its steps multiply one another: millions of elements, in batches of one, take minutes";
    private const string LoopWaits = "an event loop has one thread on purpose: who waits on it waits for itself";
    private const string NothingToDispose = "Subscribe returns when most of the run is over: until then there is nothing to dispose of";

    /// <summary>Why a pipeline cannot run on its scheduler.</summary>
    public static string? Reason<T>(Pipeline<T> pipeline)
    {
        var nests = pipeline.Steps.Any(step => step.Waits);
        return (pipeline.Worker.IsVirtual && pipeline.Source.HasThreads ? OneThread : null)
            ?? (nests ? ReasonForNesting(pipeline.Worker) : null)
            ?? (nests || (pipeline.MaxBatch < 100 && pipeline.IsLongerThan(400)) ? ReasonForSmallBatches(pipeline.Worker) : null)
            ?? (pipeline.IsLongerThan(200_000) ? Swollen : null);
    }

    /// <summary>Why streams in small batches cannot run on it.</summary>
    public static string? ReasonForSmallBatches(Worker worker) => worker.IsThreadEach ? ThreadEach : null;

    /// <summary>Why the tests of single verbs cannot run on it: they use small batches, and streams of the default runtime beside.</summary>
    public static string? ReasonForVerbs(Worker worker) => worker.IsVirtual ? OneThread : ReasonForSmallBatches(worker);

    /// <summary>Why it cannot be consumed in this way.</summary>
    public static string? Reason<T>(Pipeline<T> pipeline, Consumption<T> consumption) =>
        pipeline.Worker.IsVirtual && consumption.HasThreads ? OneThread
        : consumption.Waits ? ReasonForWaiting(pipeline)
        : null;

    /// <summary>Why no thread can wait for it.</summary>
    public static string? ReasonForWaiting<T>(Pipeline<T> pipeline) =>
        pipeline.Worker.IsVirtual && pipeline.Source.Schedules ? TimeStands : null;

    /// <summary>Why its stages cannot be joined by observables with a queue.</summary>
    public static string? ReasonForEdges<T>(Pipeline<T> pipeline) =>
        ReasonForEdges(pipeline.Worker)
            ?? (pipeline.IsLongerThan(2_000) ? ReasonForSmallBatches(pipeline.Worker) : null)
            ?? (pipeline.IsLongerThan(20_000) ? Swollen : null);

    /// <summary>Why streams on it cannot be joined by observables with a queue.</summary>
    public static string? ReasonForEdges(Worker worker) => worker.IsLoop ? LoopWaits : null;

    /// <summary>Why its delegates cannot wait for streams on it.</summary>
    public static string? ReasonForNesting(Worker worker) => worker.IsLoop ? LoopWaits : null;

    /// <summary>Why its subscription cannot be disposed of in the middle of the run.</summary>
    public static string? ReasonForDisposal<T>(Pipeline<T> pipeline) =>
        pipeline.Worker.IsInline || pipeline.Source.HoldsSubscribe ? NothingToDispose : null;
}
