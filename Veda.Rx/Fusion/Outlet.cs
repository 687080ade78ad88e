namespace Veda.Rx.Fusion;

/// <summary>The last folder of a lane. By default it always has room, holds nothing back, and wants everything until the run stops.</summary>
internal abstract class Outlet<T>(LaneContext lane) : Folder<T>, IOutlet
{
    protected LaneContext Lane => lane;

    public override int Room => int.MaxValue;

    public override bool Done => lane.IsStopped;

    public virtual bool HasPending => false;

    public override bool Resume() => true;

    public override void End()
    {
    }

    public virtual void BeginPart(bool startsLeaf)
    {
    }

    public virtual void EndPart(bool endsLeaf)
    {
    }
}
