namespace Veda.Rx.Testing;

/// <summary>Writes down what another source picks, and a hash of it: executions with the same choices have the same hash.</summary>
internal sealed class RecordedChoices(IChoiceSource source)
{
    private readonly List<Choice> _choices = [];
    private readonly IStepWatcher? _watcher = source as IStepWatcher;

    public IReadOnlyList<Choice> Choices => _choices;

    /// <summary>Of all choices so far.</summary>
    public ulong Hash { get; private set; }

    /// <summary>Picks the action that runs next.</summary>
    /// <returns>Its index, and its number among the alternatives.</returns>
    public (int Index, int Number) Choose(ReadOnlySpan<Candidate> ready, int usual)
    {
        var index = source.NextAction(ready, usual);
        if ((uint)index >= (uint)ready.Length)
            throw OutOfRange(ChoiceKind.Action, ready.Length, index);
        var number = Number(index, usual);
        Add(new Choice(ChoiceKind.Action, ready[index].Id, ready.Length, number));
        return (index, number);
    }

    /// <summary>Picks anything else.</summary>
    public int Next(ChoiceKind kind, ulong id, int arity)
    {
        var picked = source.Next(kind, id, arity);
        if ((uint)picked >= (uint)arity)
            throw OutOfRange(kind, arity, picked);
        Add(new Choice(kind, id, arity, picked));
        return picked;
    }

    /// <summary>Whether the source wants to know of steps that are no choice.</summary>
    public bool IsWatched => _watcher is not null;

    /// <summary>Whether a step may run; if not, the execution is left.</summary>
    public bool Allows(in Candidate step) => _watcher?.Allows(step) ?? true;

    /// <summary>A step is about to run.</summary>
    public void Ran(in Candidate step) => _watcher?.Ran(step);

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
