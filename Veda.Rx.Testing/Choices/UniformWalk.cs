namespace Veda.Rx.Testing;

/// <summary>
/// The uniform random walk (Zhao, Wolff, Mathur and Roychoudhury, "Selectively uniform concurrency testing", ASPLOS 2025): a chain is picked with a
/// probability in proportion to what it has left to do, so that interleavings of chains that do not wait for each other are equally likely; a plain random walk
/// seldom sees the end of a short chain come late.
/// </summary>
internal sealed class UniformWalk : IChoiceSource
{
    private readonly IReadOnlyDictionary<ulong, int> _expected;
    private readonly Dictionary<ulong, int> _done = [];
    private VedaRandom _random;

    /// <param name="seed">Decides everything.</param>
    /// <param name="expected">How often each chain was picked in an earlier execution.</param>
    public UniformWalk(ulong seed, IReadOnlyDictionary<ulong, int> expected) => (_random, _expected) = (new VedaRandom(seed), expected);

    /// <summary>How often each chain was picked in this one.</summary>
    public IReadOnlyDictionary<ulong, int> Done => _done;

    public int NextAction(ReadOnlySpan<Candidate> ready, int usual)
    {
        var sum = 0;
        foreach (var candidate in ready)
            sum += Left(candidate.Chain);
        var picked = 0;
        for (var below = _random.Next(sum) - Left(ready[0].Chain); below >= 0; below -= Left(ready[picked].Chain))
            picked++;
        _done[ready[picked].Chain] = _done.GetValueOrDefault(ready[picked].Chain) + 1;
        return picked;
    }

    public int Next(ChoiceKind kind, ulong id, int arity) => _random.Next(arity);

    private int Left(ulong chain) => Math.Max(1, _expected.GetValueOrDefault(chain) - _done.GetValueOrDefault(chain));
}
