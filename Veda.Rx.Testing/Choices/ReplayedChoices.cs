namespace Veda.Rx.Testing;

/// <summary>The choices of an earlier execution again, and behind them the usual ones.</summary>
/// <param name="choices">Those of the earlier execution.</param>
/// <param name="mode">What to do when this execution asks for something else than that one did.</param>
internal sealed class ReplayedChoices(IReadOnlyList<Choice> choices, ReplayMode mode) : IChoiceSource, IStepWatcher
{
    /// <summary>So many recorded choices may be passed over to find the action that was picked.</summary>
    private const int Window = 16;

    private int _next;
    private int _steps;
    private int _others;   // choices that were not made as then

    /// <summary>How many choices could not be made as then, and how many of then have not been asked for so far.</summary>
    public int Distance => _others + choices.Count - _next;

    public int NextAction(ReadOnlySpan<Candidate> ready, int usual) => mode switch
    {
        ReplayMode.ByNumber => Recorded(ChoiceKind.Action, ready.Length) is { } then && then.Picked < ready.Length ? RecordedChoices.Index(then.Picked, usual) : usual,
        ReplayMode.Strict => Strict(ready, usual),
        _ => Nearest(ready, usual),
    };

    public int Next(ChoiceKind kind, ulong id, int arity)
    {
        if (Recorded(kind, arity, id) is not { } then || then.Picked >= arity)
        {
            _others++;
            return 0;
        }
        if (then.Arity != arity || then.Id != id)
            _others++;
        return then.Picked;
    }

    public void Ran(in Candidate step) => _steps++;

    /// <summary>How an execution that has ended differs from one that made more choices; null if it does not.</summary>
    /// <param name="error">What it has ended with; null if all went well.</param>
    public ReplayDivergenceException? Missing(Exception? error)
    {
        if (_next == choices.Count)
            return null;
        var then = choices[_next];
        return new ReplayDivergenceException(Step(then.Kind), _next, $"there was a choice of {then.Arity} ({then.Kind}) then, and now the execution has ended{(error is null ? "" : $" with {error.GetType().Name}")}", error);
    }

    private int Strict(ReadOnlySpan<Candidate> ready, int usual)
    {
        if (Recorded(ChoiceKind.Action, ready.Length) is not { } then)
            return usual;
        var index = Find(ready, then.Id);
        return index >= 0 ? index : throw new ReplayDivergenceException(_steps + 1, _next - 1, $"action {then.Id:x16} was picked then and is not due now");
    }

    /// <summary>The first recorded action that is due now.</summary>
    private int Nearest(ReadOnlySpan<Candidate> ready, int usual)
    {
        for (var ahead = _next; ahead < Math.Min(choices.Count, _next + Window); ahead++)
        {
            if (choices[ahead].Kind != ChoiceKind.Action || Find(ready, choices[ahead].Id) is not (>= 0 and var index))
                continue;
            _others += ahead - _next + (choices[ahead].Arity == ready.Length ? 0 : 1);
            _next = ahead + 1;
            return index;
        }
        _others++;
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

    /// <param name="kind">What is chosen.</param>
    /// <param name="arity">How many alternatives there are.</param>
    /// <param name="site">Where in the program, if not among actions.</param>
    private Choice? Recorded(ChoiceKind kind, int arity, ulong? site = null)
    {
        if (_next == choices.Count)
            return null;
        var then = choices[_next];
        if (mode == ReplayMode.Strict && (then.Kind != kind || then.Arity != arity || site is not null && then.Id != site))
            throw Another(then, kind, arity);
        if (mode == ReplayMode.Nearest && then.Kind != kind)
            return null;   // it is kept for when that kind is asked for
        _next++;
        return then.Kind == kind ? then : null;
    }

    private ReplayDivergenceException Another(Choice then, ChoiceKind kind, int arity)
    {
        var elsewhere = then.Kind == kind && then.Arity == arity ? ", elsewhere in the program" : "";
        return new ReplayDivergenceException(Step(kind), _next, $"there was a choice of {then.Arity} ({then.Kind}) then, and is one of {arity} ({kind}) now{elsewhere}");
    }

    /// <summary>The step of a choice: which action comes next is asked before its step, everything else inside of one.</summary>
    private int Step(ChoiceKind kind) => kind == ChoiceKind.Action ? _steps + 1 : Math.Max(_steps, 1);
}
