using Veda.Rx.Batching;
using Veda.Rx.Fusion;
using Veda.Rx.Internal;

namespace Veda.Rx.Tests.Races;

/// <summary>A lane whose batch is one element and takes so many advances, being suspended in between.</summary>
internal sealed class SimLane(int name, int suspensions = 0) : Lane(new MergeLaneHost(BufferPool.Shared))
{
    private int _left = suspensions;

    /// <summary>The place of its batch in the source.</summary>
    public int Name => name;

    public override Exception? Error => null;

    public override int Elements => 1;

    public override long First => 0;

    public override void Advance() => Suspended = _left-- > 0;

    public override void Rest()
    {
    }

    public override void Reset() => Release();

    public override void Release()
    {
    }
}
