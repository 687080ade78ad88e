namespace Veda.Rx.Testing;

/// <summary>
/// Depth first through all sequences of choices with no more than so many preemptions (Musuvathi and Qadeer, "Iterative context bounding", PLDI 2007): the same
/// beginning again, then the next alternative, then usual ones.
/// </summary>
/// <remarks>
/// Going on with another chain than the one that ran, though that could go on, is a preemption; so is every other choice that is not the plainest, a fault say.
/// Which chain runs when the one that ran has ended or waits is free.
/// </remarks>
/// <param name="bound">How many preemptions.</param>
internal sealed class ExhaustiveWalk(int bound) : IChoiceSource, IStepWatcher
{
    private readonly List<(int Picked, int Of)> _path = [];
    private int _next;
    private int _preemptions;
    private ulong _running;

    public int NextAction(ReadOnlySpan<Candidate> ready, int usual)
    {
        var preempts = ready[usual].Chain == _running;
        return RecordedChoices.Index(Choose(ready.Length, preempts), usual);
    }

    public int Next(ChoiceKind kind, ulong id, int arity) => Choose(arity, preempts: true);

    public void Ran(in Candidate step) => _running = step.Chain;

    /// <summary>Goes to the next sequence.</summary>
    /// <returns>False when all have been tried.</returns>
    public bool Advance()
    {
        (_next, _preemptions, _running) = (0, 0, 0);
        while (_path.Count > 0)
        {
            var (picked, of) = _path[^1];
            _path.RemoveAt(_path.Count - 1);
            if (picked + 1 < of)
            {
                _path.Add((picked + 1, of));
                return true;
            }
        }
        return false;
    }

    private int Choose(int arity, bool preempts)
    {
        if (_next == _path.Count)
            _path.Add((0, !preempts || _preemptions < bound ? arity : 1));
        var picked = _path[_next++].Picked;
        if (preempts && picked > 0)
            _preemptions++;
        return picked;
    }
}
