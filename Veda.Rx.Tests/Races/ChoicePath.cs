namespace Veda.Rx.Tests.Races;

/// <summary>Depth-first enumeration of all sequences of choices: the same prefix again, then the next alternative, then first choices.</summary>
internal sealed class ChoicePath
{
    private readonly List<(int Picked, int Of)> _choices = [];
    private int _next;

    public int Choose(int alternatives)
    {
        if (alternatives == 1)
            return 0;
        if (_next == _choices.Count)
            _choices.Add((0, alternatives));
        var (picked, of) = _choices[_next++];
        if (of != alternatives)
            throw new InvalidOperationException($"The scenario is not deterministic: choice {_next} had {of} alternatives, now {alternatives}.");
        return picked;
    }

    /// <summary>Goes to the next sequence; false when all have been tried.</summary>
    public bool Advance()
    {
        while (_choices.Count > 0)
        {
            var (picked, of) = _choices[^1];
            _choices.RemoveAt(_choices.Count - 1);
            if (picked + 1 < of)
            {
                _choices.Add((picked + 1, of));
                _next = 0;
                return true;
            }
        }
        return false;
    }

    public override string ToString() => string.Join(' ', _choices.Select(c => c.Picked));
}
