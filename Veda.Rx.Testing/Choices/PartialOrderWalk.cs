namespace Veda.Rx.Testing;

/// <summary>
/// Partial order sampling (Yuan, Yang and Gu, "Partial order aware concurrency sampling", CAV 2018): every step has a random priority and the highest runs; those
/// that race with it draw another one, so that of two racing steps either comes first equally often, whatever else there is.
/// </summary>
/// <param name="seed">Decides everything.</param>
internal sealed class PartialOrderWalk(ulong seed) : IChoiceSource
{
    private readonly Dictionary<ulong, ulong> _priorities = [];
    private VedaRandom _random = new(seed);

    public int NextAction(ReadOnlySpan<Candidate> ready, int usual)
    {
        var (highest, most) = (0, 0UL);
        for (var i = 0; i < ready.Length; i++)
        {
            if (!_priorities.TryGetValue(ready[i].Id, out var priority))
                _priorities[ready[i].Id] = priority = _random.NextUInt64();
            if (priority >= most)
                (highest, most) = (i, priority);
        }
        var running = ready[highest];
        foreach (var candidate in ready)
        {
            if (candidate.Id == running.Id || Races(candidate, running))
                _priorities.Remove(candidate.Id);
        }
        return highest;
    }

    public int Next(ChoiceKind kind, ulong id, int arity) => _random.Next(arity);

    /// <summary>Of what it is not known what they touch, either order may matter.</summary>
    private static bool Races(Candidate one, Candidate other) =>
        one.Touches is not { } mine || other.Touches is not { } theirs || mine.ConflictsWith(theirs);
}
