using Veda.Rx.Fusion;

namespace Veda.Rx.Sinks;

/// <summary>The last folder of a run or a segment: takes elements in the merge's order, then one terminal signal.</summary>
internal abstract class Consumer<T> : Folder<T>, ITerminal
{
    /// <summary>The stated bound on what a stream reads ahead of a consumer that takes element by element.</summary>
    public const long DefaultWindow = 262_144;

    public virtual long Window => DefaultWindow;

    public virtual string Name => "what collects its result";

    public override int Room => int.MaxValue;

    public override bool Done => false;

    public override bool Resume() => true;

    public override void End()
    {
    }

    public override void Release()
    {
    }

    /// <summary>The terminal signal, once, behind the last element.</summary>
    public abstract void Complete(Exception? error);
}
