namespace Veda.Rx.Internal;

/// <summary>An enumerator that can say beforehand whether its next step would wait.</summary>
internal interface IReadiness
{
    /// <summary>Whether the next step is possible at once. Does what can be done for that on the calling thread, but does not wait.</summary>
    bool IsReady { get; }
}
