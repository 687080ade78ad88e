namespace Veda.Rx.Sinks;

/// <summary>Takes the terminal signal of a run or a segment.</summary>
internal interface ITerminal
{
    /// <summary>The most source elements that may be in flight towards it.</summary>
    long Window { get; }

    /// <summary>Whether it may stop early, or has effects, so that work ahead of it should be hesitant.</summary>
    bool Cautious { get; }

    /// <summary>The end: an error, or null for completion. Called once.</summary>
    void Complete(Exception? error);
}
