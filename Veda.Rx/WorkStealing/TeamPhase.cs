namespace Veda.Rx.WorkStealing;

/// <summary>The life of a <see cref="WorkerTeam"/>, in this order.</summary>
internal enum TeamPhase
{
    /// <summary>Takes and runs items.</summary>
    Running,

    /// <summary>Runs what it has; takes more from its own actions only.</summary>
    Draining,

    /// <summary>Takes and runs nothing more; actions that run are still running.</summary>
    Aborting,

    /// <summary>No worker is alive, and the queues are empty.</summary>
    Stopped,
}
