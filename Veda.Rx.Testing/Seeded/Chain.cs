namespace Veda.Rx.Testing;

/// <summary>What would be one thread if it were real: an operation of a test with all that comes behind its awaits, or a virtual thread with its steps.</summary>
/// <param name="id">The same in every execution in which it comes about the same way.</param>
/// <param name="name">For people.</param>
/// <param name="isWorker">Whether threads of the engine's work are its steps, one behind the other.</param>
internal sealed class Chain(ulong id, string name, bool isWorker = false)
{
    private int _actions;

    public ulong Id => id;

    public string Name => name;

    public bool IsWorker => isWorker;

    /// <summary>The path of its next action: one behind the other, whoever schedules them.</summary>
    public ActionPath Next() => new(SplitMix.Mix(id, (ulong)_actions++), id, IsOwned: true);
}
