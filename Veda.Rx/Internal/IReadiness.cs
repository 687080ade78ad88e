namespace Veda.Rx.Internal;

/// <summary>An enumerator that can say beforehand whether its next step would wait.</summary>
internal interface IReadiness
{
    /// <summary>Whether the next step is possible at once. Does what can be done for that on the calling thread, but does not wait.</summary>
    bool IsReady { get; }

    /// <summary>After <see cref="IsReady"/> was false: has an action called when it may be true. A later call takes the place of an earlier one.</summary>
    /// <param name="wake">Called once, on any thread, perhaps inside this call.</param>
    void WhenReady(Action wake);
}
