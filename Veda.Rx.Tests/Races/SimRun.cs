using Veda.Rx.Internal;

namespace Veda.Rx.Tests.Races;

/// <summary>The real waiting around one segment's participants and a flag.</summary>
internal sealed class SimRun<TSync>(SimWork<TSync> work) : WaitableRun<TSync> where TSync : struct, ISync
{
    private readonly Participants<TSync>[] _parts = [work];
    private bool _complete;   // written once, before the waiter is woken

    /// <summary>Whether the waiter has gone its way.</summary>
    public bool IsAway { get; private set; }

    protected override Participants<TSync>[] Parts => _parts;

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
