namespace Veda.Rx.Internal;

/// <summary>A run's patience with the foreground: it makes way for a number of batches after somebody has come there, and not for ever for one who stays.</summary>
/// <remarks>
/// Who stays may be blocked by something else, or have elements that take seconds. Used by all participants without a lock: a batch
/// more or less does not matter. A mutable struct: keep it in a field.
/// </remarks>
internal struct Courtesy
{
    /// <summary>For how many batches of the run, all its participants together: a short run takes some ten.</summary>
    public const int Batches = 256;

    private int _arrivals;   // when it last began to make way
    private int _given;

    /// <summary>Whether the run should make way now, after a batch.</summary>
    /// <param name="foreground">Who is there.</param>
    /// <param name="own">Whether the thread that waits for this run is one of them.</param>
    public bool IsDue<TSync>(Foreground<TSync> foreground, bool own) where TSync : struct, ISync
    {
        var (threads, arrivals) = foreground.Look();
        if (threads <= (own ? 1 : 0))
            return false;
        if (arrivals != _arrivals)
            (_arrivals, _given) = (arrivals, 0);
        if (_given >= Batches)
            return false;
        _given++;
        return true;
    }
}
