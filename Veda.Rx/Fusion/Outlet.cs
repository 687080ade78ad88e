namespace Veda.Rx.Fusion;

/// <summary>The last folder of a lane. By default it always has room and holds nothing back.</summary>
internal abstract class Outlet<T> : Folder<T>, IOutlet
{
    public override int Room => int.MaxValue;

    public override bool Done => false;

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

/// <summary>Makes the outlet of one more lane.</summary>
internal sealed class OutletPlan<T>(Func<LaneContext, Outlet<T>> create) : FolderPlan<T>
{
    public override Folder<T> Bind(LaneContext lane, out IOutlet outlet)
    {
        var made = create(lane);
        outlet = made;
        return made;
    }
}
