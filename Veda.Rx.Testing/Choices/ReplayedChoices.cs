namespace Veda.Rx.Testing;

/// <summary>The choices of an earlier execution again, and behind them the usual ones.</summary>
/// <param name="choices">Those of the earlier execution.</param>
/// <param name="mode">What to do when this execution asks for something else than that one did.</param>
internal sealed class ReplayedChoices(IReadOnlyList<Choice> choices, ReplayMode mode) : IChoiceSource
{
    /// <summary>So many recorded choices may be passed over to find the action that was picked.</summary>
    private const int Window = 16;

    private int _next;

    /// <summary>How many choices could not be made as then.</summary>
    public int Distance { get; private set; }

    public int NextAction(ReadOnlySpan<Candidate> ready, int usual) => mode switch
    {
        ReplayMode.ByNumber => Recorded(ChoiceKind.Action, ready.Length) is { } then && then.Picked < ready.Length ? RecordedChoices.Index(then.Picked, usual) : usual,
        ReplayMode.Strict => Strict(ready, usual),
        _ => Nearest(ready, usual),
    };

    public int Next(ChoiceKind kind, ulong id, int arity)
    {
        if (Recorded(kind, arity) is { } then && then.Picked < arity)
            return then.Picked;
        Distance++;
        return 0;
    }

    private int Strict(ReadOnlySpan<Candidate> ready, int usual)
    {
        if (Recorded(ChoiceKind.Action, ready.Length) is not { } then)
            return usual;
        var index = Find(ready, then.Id);
        return index >= 0 ? index : throw new ReplayDivergenceException(_next - 1, $"action {then.Id:x16} was picked then and is not due now");
    }

    /// <summary>The first recorded action that is due now.</summary>
    private int Nearest(ReadOnlySpan<Candidate> ready, int usual)
    {
        for (var ahead = _next; ahead < Math.Min(choices.Count, _next + Window); ahead++)
        {
            if (choices[ahead].Kind != ChoiceKind.Action || Find(ready, choices[ahead].Id) is not (>= 0 and var index))
                continue;
            Distance += ahead - _next;
            _next = ahead + 1;
            return index;
        }
        Distance++;
        return usual;
    }

    private static int Find(ReadOnlySpan<Candidate> ready, ulong id)
    {
        for (var i = 0; i < ready.Length; i++)
        {
            if (ready[i].Id == id)
                return i;
        }
        return -1;
    }

    private Choice? Recorded(ChoiceKind kind, int arity)
    {
        if (_next == choices.Count)
            return null;
        var then = choices[_next];
        if (mode == ReplayMode.Strict && (then.Kind != kind || then.Arity != arity))
            throw new ReplayDivergenceException(_next, $"there was a choice of {then.Arity} ({then.Kind}) then, and is one of {arity} ({kind}) now");
        if (mode == ReplayMode.Nearest && then.Kind != kind)
            return null;   // it is kept for when that kind is asked for
        _next++;
        return then.Kind == kind ? then : null;
    }
}
