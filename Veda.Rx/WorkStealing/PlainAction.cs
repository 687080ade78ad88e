namespace Veda.Rx.WorkStealing;

/// <summary>An action that returns nothing: work item and handle in one object, the smallest there can be.</summary>
internal sealed class PlainAction(Action action) : IThreadPoolWorkItem, IDisposable
{
    /// <summary>
    /// The action while it waits, then null. Written by the worker that begins it, and by Dispose. No swap: a dispose at
    /// the very moment of the beginning may come too late, and there is nothing else that the two could quarrel over.
    /// </summary>
    private volatile Action? _waiting = action;

    public void Execute()
    {
        if (_waiting is not { } begun)
            return;
        _waiting = null;   // the handle may live long
        begun();
    }

    public void Dispose() => _waiting = null;
}
