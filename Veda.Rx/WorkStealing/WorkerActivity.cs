namespace Veda.Rx.WorkStealing;

/// <summary>What a worker does, as far as it says so.</summary>
internal enum WorkerActivity
{
    /// <summary>It has no thread.</summary>
    None,

    /// <summary>It runs an item, or takes the next.</summary>
    Running,

    /// <summary>It looks for an item.</summary>
    Searching,

    /// <summary>It sleeps.</summary>
    Sleeping,
}
