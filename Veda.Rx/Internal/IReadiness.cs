namespace Veda.Rx.Internal;

/// <summary>An enumerator that can say beforehand whether its next step would wait.</summary>
internal interface IReadiness
{
    /// <summary>Whether the next step is possible at once.</summary>
    bool IsReady { get; }

    /// <summary>After <see cref="IsReady"/> was false: does one piece of the work that it takes, on the calling thread, without waiting.</summary>
    /// <returns>Whether <see cref="IsReady"/> may be true now, or there may be more to do. If not, others have to do something first.</returns>
    bool TryHelp();

    /// <summary>After <see cref="TryHelp"/> was false: has an action called when there may be something. A later call takes the place of an earlier one.</summary>
    /// <param name="wake">Called once, on any thread, perhaps inside this call.</param>
    void WhenReady(Action wake);
}
