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

    /// <summary>Nothing comes when <c>Dispose</c> has returned, or has been called inside a notification, whenever that is.</summary>
    Silence = 4,

    /// <summary>Every subscription to the source is disposed when the result has ended or was disposed, and no work is left.</summary>
    Release = 8,

    /// <summary>All of them.</summary>
    All = Grammar | Equivalence | Silence | Release,
}
