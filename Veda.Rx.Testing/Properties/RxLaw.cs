namespace Veda.Rx.Testing;

/// <summary>What every operator owes to those who subscribe to it.</summary>
[Flags]
public enum RxLaw
{
    /// <summary>Nothing.</summary>
    None = 0,

    /// <summary>OnNext* (OnError | OnCompleted)?, one at a time and nothing behind the end, also when the source breaks this itself. No exception leaves an action.</summary>
    Grammar = 1,

    /// <summary>The values, their order and the end are those of the sequential model; an error comes at its position.</summary>
    Equivalence = 2,

    /// <summary>Nothing comes once <c>Dispose</c> has been called, whenever that is, also inside a notification.</summary>
    Silence = 4,

    /// <summary>A subscription to the source is disposed if the result has ended or was disposed before the source has ended.</summary>
    Release = 8,

    /// <summary>All of them.</summary>
    All = Grammar | Equivalence | Silence | Release,
}
