namespace Veda.Rx.Testing;

/// <summary>
/// Delay bounding (Emmi, Qadeer and Rakamarić, "Delay-bounded scheduling", POPL 2011), at random: what is usual runs, but for a few random
/// moments at which the next one is taken instead.
/// </summary>
internal sealed class DelayedWalk : IChoiceSource
{
    private readonly HashSet<int> _delays = [];
    private VedaRandom _random;
    private int _asked;

    /// <param name="seed">Decides everything.</param>
    /// <param name="delays">How many moments.</param>
    /// <param name="choices">How many choices an execution is expected to have.</param>
    public DelayedWalk(ulong seed, int delays, int choices)
    {
        _random = new VedaRandom(seed);
        for (var i = 0; i < delays; i++)
            _delays.Add(_random.Next(Math.Max(choices, 1)));
    }

    public int NextAction(ReadOnlySpan<Candidate> ready, int usual) => _delays.Contains(_asked++) ? (usual + 1) % ready.Length : usual;

    public int Next(ChoiceKind kind, ulong id, int arity) => _random.Next(arity);
}
