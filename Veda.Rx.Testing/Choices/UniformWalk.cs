namespace Veda.Rx.Testing;

/// <summary>
/// The uniform random walk (Zhao, Wolff, Mathur and Roychoudhury, "Selectively uniform concurrency testing", ASPLOS 2025): a chain is picked with a
/// probability in proportion to what it has left to do, so that interleavings of chains that do not wait for each other are equally likely; a plain random walk
/// seldom sees the end of a short chain come late.
/// </summary>
internal sealed class UniformWalk : IChoiceSource, IStepWatcher
{
    private readonly IReadOnlyDictionary<ulong, int> _expected;
    private readonly Dictionary<ulong, int> _done = [];
    private VedaRandom _random;

    /// <param name="seed">Decides everything.</param>
    /// <param name="expected">How many steps each chain had in an earlier execution.</param>
    public UniformWalk(ulong seed, IReadOnlyDictionary<ulong, int> expected) => (_random, _expected) = (new VedaRandom(seed), expected);

    /// <summary>How many steps each chain has had in this one.</summary>
    public IReadOnlyDictionary<ulong, int> Done => _done;

    public int NextAction(ReadOnlySpan<Candidate> ready, int usual)
    {
        var sum = 0;
        foreach (var candidate in ready)
            sum += Left(candidate.Chain);
        var picked = 0;
        for (var below = _random.Next(sum) - Left(ready[0].Chain); below >= 0; below -= Left(ready[picked].Chain))
            picked++;
        return picked;
    }

    public int Next(ChoiceKind kind, ulong id, int arity) => _random.Next(arity);

    public void Ran(in Candidate step) => _done[step.Chain] = _done.GetValueOrDefault(step.Chain) + 1;

    private int Left(ulong chain) => Math.Max(1, _expected.GetValueOrDefault(chain) - _done.GetValueOrDefault(chain));
}
