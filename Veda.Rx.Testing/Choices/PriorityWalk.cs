namespace Veda.Rx.Testing;

/// <summary>
/// PCT (Burckhardt, Kothari, Musuvathi and Nagarakatte, "A randomized scheduler with probabilistic guarantees of finding bugs",
/// ASPLOS 2010): every chain has a random priority and the highest runs, but for a few random moments at which it is put below all.
/// </summary>
/// <remarks>
/// A bug that needs <c>depth</c> orderings to come together is found with a probability of at least 1 / (n · k^(depth - 1)), for n chains
/// and k choices.
/// </remarks>
internal sealed class PriorityWalk : IChoiceSource
{
    private readonly Dictionary<ulong, ulong> _priorities = [];
    private readonly HashSet<int> _demotions = [];
    private VedaRandom _random;
    private int _asked;
    private ulong _lowest = uint.MaxValue;   // below the priorities of all that have not been put down

    /// <param name="seed">Decides everything.</param>
    /// <param name="depth">One more than the moments at which the highest is put down; from 1.</param>
    /// <param name="choices">How many choices an execution is expected to have.</param>
    public PriorityWalk(ulong seed, int depth, int choices)
    {
        _random = new VedaRandom(seed);
        for (var i = 1; i < depth; i++)
            _demotions.Add(_random.Next(Math.Max(choices, 1)));
    }

    public int NextAction(ReadOnlySpan<Candidate> ready, int usual)
    {
        var highest = Highest(ready);
        if (_demotions.Contains(_asked++))
        {
            _priorities[ready[highest].Chain] = _lowest--;
            highest = Highest(ready);
        }
        return highest;
    }

    public int Next(ChoiceKind kind, ulong id, int arity) => _random.Next(arity);

    private int Highest(ReadOnlySpan<Candidate> ready)
    {
        var (highest, most) = (0, 0UL);
        for (var i = 0; i < ready.Length; i++)
        {
            if (!_priorities.TryGetValue(ready[i].Chain, out var priority))
                _priorities[ready[i].Chain] = priority = _random.NextUInt64() | 1UL << 63;
            if (priority > most)
                (highest, most) = (i, priority);
        }
        return highest;
    }
}
