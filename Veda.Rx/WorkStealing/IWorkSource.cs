namespace Veda.Rx.WorkStealing;

/// <summary>What the sleep gate asks before it lets the last searcher go.</summary>
internal interface IWorkSource
{
    /// <summary>Whether any queue holds an item. False only if each queue was empty at some moment during the call.</summary>
    bool HasWork { get; }

    /// <summary>Whether workers that find nothing are to end rather than sleep. Never becomes false again.</summary>
    bool IsEnding { get; }
}
