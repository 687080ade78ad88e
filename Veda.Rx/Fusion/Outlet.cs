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
