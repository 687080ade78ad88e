namespace Veda.Rx.Testing;

/// <summary>Every choice by chance, each alternative equally likely.</summary>
/// <param name="seed">Decides all of them.</param>
public sealed class RandomWalk(ulong seed) : IChoiceSource
{
    private VedaRandom _random = new(seed);

    /// <inheritdoc/>
    public int NextAction(ReadOnlySpan<Candidate> ready, int usual) => _random.Next(ready.Length);

    /// <inheritdoc/>
    public int Next(ChoiceKind kind, ulong id, int arity) => _random.Next(arity);
}
