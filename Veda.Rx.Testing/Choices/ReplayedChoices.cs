namespace Veda.Rx.Testing;

/// <summary>The choices of an earlier execution again, and behind them the plainest ones.</summary>
/// <param name="choices">Those of the earlier execution.</param>
/// <param name="strict">Whether a choice that is not the same as then is an error; otherwise the nearest to it is taken.</param>
internal sealed class ReplayedChoices(IReadOnlyList<Choice> choices, bool strict) : IChoiceSource
{
    private int _next;

    public int NextAction(ReadOnlySpan<Candidate> ready, int usual)
    {
        if (Recorded(ChoiceKind.Action, ready.Length) is not { } then)
            return usual;
        if (strict)
        {
            for (var i = 0; i < ready.Length; i++)
            {
                if (ready[i].Id == then.Id)
                    return i;
            }
            throw new ReplayDivergenceException(_next - 1, $"action {then.Id:x16} was picked then and is not due now");
        }
        return then.Picked < ready.Length ? RecordedChoices.Index(then.Picked, usual) : usual;
    }

    public int Next(ChoiceKind kind, ulong id, int arity) => Recorded(kind, arity) is { } then && then.Picked < arity ? then.Picked : 0;

    private Choice? Recorded(ChoiceKind kind, int arity)
    {
        if (_next == choices.Count)
            return null;
        var then = choices[_next++];
        if (strict && (then.Kind != kind || then.Arity != arity))
            throw new ReplayDivergenceException(_next - 1, $"there was a choice of {then.Arity} ({then.Kind}) then, and is one of {arity} ({kind}) now");
        return then.Kind == kind ? then : null;
    }
}
