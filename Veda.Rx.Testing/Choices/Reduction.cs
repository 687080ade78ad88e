namespace Veda.Rx.Testing;

/// <summary>
/// Which steps of an exhaustive walk lead only to executions that differ from others in the order of steps that do not conflict. A thread that was preempted before a
/// step, and on whose return nobody has touched what the step touches, could have made the step before it was preempted:
/// <code>
/// left out                    walked instead, with as many preemptions
/// t: preempted before x       t: x; preempted before its next step
/// u: y z                      u: y z
/// t: x …                      t: …
/// </code>
/// Each such step moves a preemption later in its thread, so it leads to an execution that is not left out.
/// </summary>
/// <remarks>
/// The same holds of a store that memory takes before a step of another thread that does not touch it. A step of which it is not known what it touches conflicts with
/// everything. What threads share they must declare: a difference that only undeclared accesses make is not seen.
/// </remarks>
internal sealed class Reduction
{
    private readonly List<(ulong Owner, Footprint? Touches)> _steps = [];
    private readonly List<(ulong Chain, int Since)> _preempted = [];   // and have not returned
    private int _early = int.MaxValue;   // the first of the stores that memory has taken since the last step, while nobody was running

    /// <summary>Whether a step need not be made here.</summary>
    public bool LeavesOut(in Candidate step)
    {
        if (step.StoreOf != 0 || step.Touches is not { } touches)
            return false;
        return _early < _steps.Count && !Conflicts(step.Chain, touches, _early) || Find(step.Chain) is >= 0 and var found && !Conflicts(step.Chain, touches, _preempted[found].Since);
    }

    /// <summary>A chain that could go on is not the next to run.</summary>
    public void Preempts(ulong chain)
    {
        if (Find(chain) < 0)
            _preempted.Add((chain, _steps.Count));
    }

    /// <summary>A step is about to run.</summary>
    /// <param name="step">The step.</param>
    /// <param name="running">The chain of the last one that was not memory's.</param>
    public void Ran(in Candidate step, ulong running)
    {
        if (step.StoreOf == 0)
        {
            _early = int.MaxValue;
            if (Find(step.Chain) is >= 0 and var found)
                _preempted.RemoveAt(found);
        }
        else if (step.StoreOf != running && Find(running) < 0)
        {
            _early = Math.Min(_early, _steps.Count);
        }
        _steps.Add((step.Owner, step.Touches));
    }

    /// <summary>Another execution begins.</summary>
    public void Clear()
    {
        _steps.Clear();
        _preempted.Clear();
        _early = int.MaxValue;
    }

    private bool Conflicts(ulong owner, Footprint touches, int since)
    {
        for (var i = since; i < _steps.Count; i++)
        {
            var (other, theirs) = _steps[i];
            if (other != owner && (theirs is not { } touched || touched.ConflictsWith(touches)))
                return true;
        }
        return false;
    }

    private int Find(ulong chain)
    {
        for (var i = 0; i < _preempted.Count; i++)
        {
            if (_preempted[i].Chain == chain)
                return i;
        }
        return -1;
    }
}
