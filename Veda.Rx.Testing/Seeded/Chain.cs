namespace Veda.Rx.Testing;

/// <summary>What would be one thread if it were real: an operation of a test with all that comes behind its awaits, or a virtual thread with its steps.</summary>
/// <param name="id">The same in every execution in which it comes about the same way.</param>
/// <param name="name">For people.</param>
/// <param name="work">The item that its threads execute one after the other; null if it is not for one.</param>
internal sealed class Chain(ulong id, string name, IThreadPoolWorkItem? work = null)
{
    private int _actions;

    public ulong Id => id;

    public string Name => name;

    public IThreadPoolWorkItem? Work => work;

    /// <summary>The thread that goes on with it and has not begun.</summary>
    public VirtualThread? Waiting { get; set; }

    /// <summary>The path of its next action: one behind the other, whoever schedules them.</summary>
    public ActionPath Next() => new(SplitMix.Mix(id, (ulong)_actions++), id, IsOwned: true);
}
