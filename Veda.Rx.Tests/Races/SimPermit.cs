using System.Runtime.CompilerServices;
using Veda.Rx.Internal;
using Veda.Rx.Testing;

namespace Veda.Rx.Tests.Races;

/// <summary>The permit of a parker, or of an event that resets itself, on the simulated machine.</summary>
internal sealed class SimPermit : IWaitedFor
{
    private static readonly ConditionalWeakTable<object, SimPermit> s_permits = [];
    private static readonly ConditionalWeakTable<VirtualThread, AutoResetEvent> s_events = [];

    private bool _given;
    private VirtualThread? _waiting;

    public string Description => "a permit";

    public VirtualThread? Holder => null;

    public static SimPermit Of(object owner) => s_permits.GetOrCreateValue(owner);

    /// <summary>Stands for what a thread sleeps on; nobody really waits for it.</summary>
    public static AutoResetEvent TakeEvent(VirtualThread thread) => s_events.Remove(thread, out var own) ? own : new AutoResetEvent(false);

    public static void ReturnEvent(VirtualThread thread, AutoResetEvent own) => s_events.AddOrUpdate(thread, own);

    public void Take(VirtualThread thread)
    {
        thread.Fence("take", this);
        while (!_given)
        {
            _waiting = thread;
            thread.Block(this, new Footprint(this, Access.Write));
        }
        _given = false;
    }

    public void Give(VirtualThread thread)
    {
        thread.Fence("give", this);
        _given = true;
        _waiting?.Wake();
        _waiting = null;
    }
}
