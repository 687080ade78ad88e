namespace Veda.Rx.WorkStealing;

/// <summary>What the sleep gate asks before it lets the last searcher go.</summary>
internal interface IWorkSource
{
    /// <summary>Whether any queue holds an item. False only if each queue was empty at some moment during the call.</summary>
    bool HasWork { get; }

    /// <summary>How many items wait in the queues that all workers share, about.</summary>
    long SharedWork { get; }

    /// <summary>How many workers can run at the same moment.</summary>
    int Processors { get; }

    /// <summary>Whether workers that find nothing are to end rather than sleep. Never becomes false again.</summary>
    bool IsEnding { get; }
}
