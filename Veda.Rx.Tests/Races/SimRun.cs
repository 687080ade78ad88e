using Veda.Rx.Internal;

namespace Veda.Rx.Tests.Races;

/// <summary>The real waiting around one segment's participants and a flag.</summary>
/// <param name="work">The participants.</param>
/// <param name="ends">Whether the flag means the end of the run, or only that the waiter has what it waited for.</param>
internal sealed class SimRun<TSync>(SimWork<TSync> work, bool ends) : WaitableRun<TSync> where TSync : struct, ISync
{
    private bool _complete;   // written once, before the waiter is woken

    /// <summary>Whether the waiter has gone its way.</summary>
    public bool IsAway { get; private set; }

    protected override Participants<TSync>? FirstPart => work;

    protected override bool HasEnded => ends && TSync.Load(this, ref _complete);

    public void Wait()
    {
        WaitUntil(this, static run => TSync.Load(run, ref run._complete));
        IsAway = true;
    }

    public void Complete()
    {
        TSync.Store(this, ref _complete, true);
        TryUnpark();
    }
}
