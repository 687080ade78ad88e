using System.Reflection;
using Veda.Rx.Internal;

namespace Veda.Rx.Tests.Races;

/// <summary>The real participants around work that is only counted.</summary>
/// <param name="enqueue">Has something executed once, soon.</param>
/// <param name="parallelism">The most at once.</param>
/// <param name="producers">How many threads add work.</param>
internal sealed class SimWork<TSync>(Action<Action> enqueue, int parallelism, int producers) : Participants<TSync>(null)
    where TSync : struct, ISync
{
    private readonly long[] _added = new long[producers];   // each written by its producer
    private long _taken;                                    // by whoever works
    private int _inside;
    private string? _problem;

    private long _available = parallelism;

    /// <summary>Who is told when a piece of work is done, before the account of it.</summary>
    public Action<long>? Done { get; set; }

    /// <summary>The waiting thread, if one may take part.</summary>
    public WaitableRun<TSync>? Waited
    {
        get;
        set
        {
            field = value;
            WaiterJoins = value is not null;
        }
    }

    /// <summary>Whether to see how many are at work at the same time; costs interleavings.</summary>
    public bool Watched { get; init; }

    /// <summary>Whether their number changes; costs interleavings.</summary>
    public bool Varies { get; init; }

    protected override int Available => (int)(Varies ? TSync.Load(this, ref _available) : _available);

    /// <summary>So many may participate from now on.</summary>
    public void Allow(int participants)
    {
        var more = participants > TSync.Exchange(this, ref _available, participants);   // one caller
        if (more)
            Widen();
    }

    /// <summary>More could be at it than are.</summary>
    public void Call() => Widen();

    /// <summary>One piece of work more, and a signal.</summary>
    public void Add(int producer)
    {
        Leave(producer);
        Signal();
    }

    /// <summary>One piece of work more that a participant leaves to itself or whoever comes first, as it does with a paused lane.</summary>
    public void Leave(int producer)
    {
        ref var added = ref _added[producer];
        TSync.Store(_added, ref added, TSync.Load(_added, ref added) + 1);
    }

    /// <summary>Participates for as long as there is something to do.</summary>
    public void Help()
    {
        if (!TryEnter())
            return;
        while (Step())
        {
        }
    }

    public void Complain(string problem) => _problem ??= problem;

    /// <summary>What is wrong when everybody is at rest.</summary>
    /// <param name="stale">Whether executions may be left in the queue, because the pool has no workers.</param>
    public string? AtRest(bool stale = false)
    {
        if (_problem is not null)
            return _problem;
        if (_taken != _added.Sum())
            return $"asleep with {_added.Sum() - _taken} pieces of work left";
        var (running, queued, lost) = Counts(this);
        if (running != 0 || (queued + lost != 0 && !stale))
            return $"at rest with {running} running and {queued} queued, and {lost} executions without a place";
        return null;
    }

    /// <summary>What the state word says.</summary>
    public static (long Running, long Queued, long Stale) Counts(Participants<TSync> participants)
    {
        var state = (long)typeof(Participants<TSync>).GetField("_state", BindingFlags.Instance | BindingFlags.NonPublic)!.GetValue(participants)!;
        return (state & 0xFFF, (state >> 12) & 0xFFF, (state >> 24) & 0xFFF);
    }

    protected override void Enqueue(bool isNeeded = true) => enqueue(Execute);

    protected override void EnqueueDeferred() => enqueue(ExecuteDeferred);

    protected override bool TryWork()
    {
        if (Watched)
            Count(1);
        var worked = TryTake();
        if (Watched)
            Count(-1);
        return worked;
    }

    protected override bool TryWakeWaiter() => Waited!.TryCall();

    protected override void DeferredThrew(Exception error) => Complain(error.Message);

    private bool TryTake()
    {
        while (true)
        {
            var taken = TSync.Load(this, ref _taken);
            var added = 0L;
            for (var i = 0; i < producers; i++)
                added += TSync.Load(_added, ref _added[i]);
            if (taken >= added)
                return false;
            // The account is the test's own: it must hold on a mutated machine too.
            if (!SimSync.CompareAndSwap(this, ref _taken, taken, taken + 1))
                continue;
            Done?.Invoke(taken + 1);
            return true;
        }
    }

    private void Count(int change)
    {
        SimSync.Touch(this);
        _inside += change;
        if (_inside > Parallelism)
            Complain($"{_inside} at work at the same time");
    }
}
