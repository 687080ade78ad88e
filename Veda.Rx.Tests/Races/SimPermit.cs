using System.Runtime.CompilerServices;
using Veda.Rx.Internal;
using Veda.Rx.Testing;

namespace Veda.Rx.Tests.Races;

/// <summary>The permit of a parker on the simulated machine.</summary>
internal sealed class SimPermit : IWaitedFor
{
    private static readonly ConditionalWeakTable<Parker, SimPermit> s_permits = [];

    private bool _given;
    private VirtualThread? _waiting;

    public string Description => "a permit";

    public VirtualThread? Holder => null;

    public static SimPermit Of(Parker parker) => s_permits.GetOrCreateValue(parker);

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
