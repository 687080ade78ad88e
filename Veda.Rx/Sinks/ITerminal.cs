namespace Veda.Rx.Sinks;

/// <summary>Takes the terminal signal of a run or a segment.</summary>
internal interface ITerminal
{
    /// <summary>The most source elements that may be in flight towards it.</summary>
    long Window { get; }

    /// <summary>What to call it, for people.</summary>
    string Name { get; }

    /// <summary>The end: an error, or null for completion. Called once.</summary>
    void Complete(Exception? error);
}
