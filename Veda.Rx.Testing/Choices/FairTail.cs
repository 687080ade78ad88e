namespace Veda.Rx.Testing;

/// <summary>
/// Another source's choices, and after so many of them each action in its turn: under priorities a thread that asks again and again for what another one
/// has to do would keep that one from doing it (Musuvathi and Qadeer, "Fair stateless model checking", PLDI 2008).
/// </summary>
/// <param name="source">The other source.</param>
/// <param name="choices">After how many choices.</param>
internal sealed class FairTail(IChoiceSource source, int choices) : IChoiceSource, IStepWatcher
{
    private readonly IStepWatcher? _watcher = source as IStepWatcher;
    private int _asked;

    /// <summary>Whether it has come to that.</summary>
    public bool IsReached => _asked > choices;

    /// <summary>What has been due for the longest is first.</summary>
    public int NextAction(ReadOnlySpan<Candidate> ready, int usual) => _asked++ < choices ? source.NextAction(ready, usual) : 0;

    public int Next(ChoiceKind kind, ulong id, int arity) => source.Next(kind, id, arity);

    public bool Allows(in Candidate step) => _watcher?.Allows(step) ?? true;

    public void Ran(in Candidate step) => _watcher?.Ran(step);
}
