namespace Veda.Rx.WorkStealing;

/// <summary>Where timers put what has become due.</summary>
internal interface IWorkTarget
{
    /// <summary>Takes an item, unless the team takes nothing more: timers may fire while it ends.</summary>
    bool TryEnqueue(IThreadPoolWorkItem item);
}
