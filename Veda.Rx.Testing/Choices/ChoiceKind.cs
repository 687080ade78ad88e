namespace Veda.Rx.Testing;

/// <summary>What is chosen.</summary>
public enum ChoiceKind
{
    /// <summary>Which of the actions that are due runs next.</summary>
    Action,

    /// <summary>What a piece of work is said to have cost.</summary>
    Cost,

    /// <summary>How late an action is.</summary>
    Jitter,

    /// <summary>What the test itself leaves to chance.</summary>
    Random,

    /// <summary>Whether a fault happens.</summary>
    Fault,
}
