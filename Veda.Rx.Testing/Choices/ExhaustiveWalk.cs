namespace Veda.Rx.Testing;

/// <summary>Depth first through all sequences of choices of which no more than so many are unusual: the same beginning again, then the next alternative, then usual ones.</summary>
internal sealed class ExhaustiveWalk(int bound) : IChoiceSource
{
    private readonly List<(int Picked, int Of)> _path = [];
    private int _next;
    private int _unusual;

    public int NextAction(ReadOnlySpan<Candidate> ready, int usual) => RecordedChoices.Index(Choose(ready.Length), usual);

    public int Next(ChoiceKind kind, ulong id, int arity) => Choose(arity);

    /// <summary>Goes to the next sequence.</summary>
    /// <returns>False when all have been tried.</returns>
    public bool Advance()
    {
        (_next, _unusual) = (0, 0);
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

    private int Choose(int arity)
    {
        if (_next == _path.Count)
            _path.Add((0, _unusual < bound ? arity : 1));
        var picked = _path[_next++].Picked;
        if (picked > 0)
            _unusual++;
        return picked;
    }
}
