namespace Veda.Rx.Testing;

/// <summary>
/// Depth first through all sequences of choices with no more than so many preemptions (Musuvathi and Qadeer, "Iterative context bounding", PLDI 2007): the same
/// beginning again, then the next alternative, then usual ones.
/// </summary>
/// <remarks>
/// Going on with another chain than the one that ran, though that could go on, is a preemption; so is every other choice that is not the plainest, a fault say.
/// Which chain runs when the one that ran has ended or waits is free.
/// <para>
/// Memory takes any number of a thread's stores together with a switch away from that thread, at no other price. A store of any other thread is a preemption. A thread
/// that goes on right after memory has taken a store of its own, and nothing else, is left out: it sees its stores anyway, so memory may as well take that one
/// after its next step.
/// </para>
/// </remarks>
/// <param name="bound">How many preemptions.</param>
/// <param name="reduces">Whether to leave out what <see cref="Reduction"/> says.</param>
internal sealed class ExhaustiveWalk(int bound, bool reduces = false) : IChoiceSource, IStepWatcher
{
    private const int Never = int.MaxValue;

    private readonly List<(int Picked, int Of)> _path = [];
    private readonly List<(int Index, int Cost)> _open = [];   // what may be picked
    private readonly Reduction? _reduction = reduces ? new Reduction() : null;
    private int _next;
    private int _steps;
    private int _preemptions;
    private ulong _running;
    private bool _leaves;   // memory has taken a store of what runs, which is about to be switched away from
    private bool _isStuck;  // nothing may be picked

    public int NextAction(ReadOnlySpan<Candidate> ready, int usual)
    {
        var goesOn = ready[usual].StoreOf == 0 && ready[usual].Chain == _running;
        var others = CountSteps(ready) - (goesOn ? 1 : 0);
        _open.Clear();
        for (var number = 0; number < ready.Length; number++)
        {
            var index = RecordedChoices.Index(number, usual);
            var cost = ready[index].StoreOf == 0 ? StepCost(goesOn, index == usual) : StoreCost(goesOn, ready[index].StoreOf == _running, others);
            if (cost <= bound - _preemptions && _reduction?.LeavesOut(ready[index]) != true)
                _open.Add((index, cost));
        }
        _isStuck = _open.Count == 0;
        if (_isStuck)
            return usual;
        var (picked, price) = _open[Choose(_open.Count)];
        _preemptions += price;
        if (goesOn && picked != usual)
            _reduction?.Preempts(_running);
        if (ready[picked].StoreOf != 0)
            _leaves = goesOn && ready[picked].StoreOf == _running;
        return picked;
    }

    public int Next(ChoiceKind kind, ulong id, int arity)
    {
        var picked = Choose(_preemptions < bound ? arity : 1);
        if (picked > 0)
            _preemptions++;
        return picked;
    }

    public bool Allows(in Candidate step) => !_isStuck && _reduction?.LeavesOut(step) != true;

    public void Ran(in Candidate step)
    {
        _steps++;
        _reduction?.Ran(step, _running);
        if (step.StoreOf == 0)
            (_running, _leaves) = (step.Chain, false);
    }

    /// <summary>Goes to the next sequence.</summary>
    /// <returns>False when all have been tried.</returns>
    public bool Advance()
    {
        (_next, _steps, _preemptions, _running, _leaves, _isStuck) = (0, 0, 0, 0, false, false);
        _reduction?.Clear();
        while (_path.Count > 0)
        {
            var (picked, of) = _path[^1];
            _path.RemoveAt(_path.Count - 1);
            if (picked + 1 < of)
            {
                _path.Add((picked + 1, of));
                return true;
            }
        }
        return false;
    }

    private static int CountSteps(ReadOnlySpan<Candidate> ready)
    {
        var count = 0;
        foreach (var candidate in ready)
            count += candidate.StoreOf == 0 ? 1 : 0;
        return count;
    }

    private int StepCost(bool goesOn, bool isUsual) => (goesOn, isUsual, _leaves) switch
    {
        (true, true, true) => Never,
        (true, false, false) => 1,
        _ => 0,
    };

    private int StoreCost(bool goesOn, bool isOwn, int others)
    {
        if (others == 0)
            return goesOn && isOwn ? Never : goesOn ? 1 : 0;
        return isOwn && (_leaves || !goesOn) ? 0 : 1;
    }

    private int Choose(int arity)
    {
        if (_next == _path.Count)
            _path.Add((0, arity));
        var (picked, of) = _path[_next++];
        return of == arity ? picked
            : throw new ReplayDivergenceException(_steps + 1, _next - 1, $"there were {of} alternatives within the bound then, and are {arity} now");
    }
}
