namespace Veda.Rx.Testing;

/// <summary>Writes down what another source picks, and a hash of it: executions with the same choices have the same hash.</summary>
internal sealed class RecordedChoices(IChoiceSource source) : IChoiceSource
{
    private readonly List<Choice> _choices = [];

    public IReadOnlyList<Choice> Choices => _choices;

    /// <summary>Of all choices so far.</summary>
    public ulong Hash { get; private set; }

    public int NextAction(ReadOnlySpan<Candidate> ready, int usual)
    {
        var index = source.NextAction(ready, usual);
        if ((uint)index >= (uint)ready.Length)
            throw OutOfRange(ChoiceKind.Action, ready.Length, index);
        Add(new Choice(ChoiceKind.Action, ready[index].Id, ready.Length, Number(index, usual)));
        return index;
    }

    public int Next(ChoiceKind kind, ulong id, int arity)
    {
        var picked = source.Next(kind, id, arity);
        if ((uint)picked >= (uint)arity)
            throw OutOfRange(kind, arity, picked);
        Add(new Choice(kind, id, arity, picked));
        return picked;
    }

    /// <summary>How an action is numbered among its alternatives: the usual one first, the others in their order.</summary>
    public static int Number(int index, int usual) => index == usual ? 0 : index < usual ? index + 1 : index;

    /// <summary>The inverse of <see cref="Number"/>.</summary>
    public static int Index(int number, int usual) => number == 0 ? usual : number <= usual ? number - 1 : number;

    private void Add(Choice choice)
    {
        _choices.Add(choice);
        Hash = SplitMix.Mix(Hash, SplitMix.Mix(choice.Id, (ulong)choice.Picked << 32 | (uint)choice.Arity));
    }

    private InvalidOperationException OutOfRange(ChoiceKind kind, int arity, int picked) =>
        new($"{source.GetType().Name} picked {picked} of {arity} alternatives ({kind}); allowed are 0 to {arity - 1}.");
}
