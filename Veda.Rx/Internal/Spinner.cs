namespace Veda.Rx.Internal;

/// <summary>Pauses of a few tenths of a microsecond, between looks at something that is about to change. The thread keeps its processor.</summary>
/// <remarks>
/// A thread that yields instead, beside one that has something to do, stays behind for that one's time slices: with Linux 6.18 for
/// 1.4 ms in the mean and 4 at most. Had it slept, it would be woken within microseconds. So who has looked often enough should sleep.
/// A mutable struct: keep it in a variable.
/// </remarks>
internal struct Spinner
{
    private SpinWait _spin;

    /// <summary>Whether anything can change meanwhile. With one processor it cannot, and each pause would be a yield.</summary>
    public static bool IsWorthwhile { get; } = Environment.ProcessorCount > 1;

    /// <summary>One pause.</summary>
    public void Once()
    {
        if (_spin.NextSpinWillYield)
            _spin.Reset();
        _spin.SpinOnce(sleep1Threshold: -1);
    }
}
