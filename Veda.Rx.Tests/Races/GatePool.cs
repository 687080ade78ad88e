using Veda.Rx.Internal;
using Veda.Rx.WorkStealing;

namespace Veda.Rx.Tests.Races;

/// <summary>The worker's loop without threads and deques: what the sleep gate needs around it to be explored.</summary>
/// <param name="active">How many workers the gate lets be active.</param>
/// <param name="threads">How many threads there are to start.</param>
/// <param name="items">Items that will be published, in all.</param>
/// <param name="looksAgain">False: a mutation, the second look before sleeping finds nothing ever.</param>
/// <param name="firstWaitsForSecond">Whether the first item blocks its worker until the second has run.</param>
/// <param name="tells">Whether it tells the gate.</param>
/// <param name="rare">Whether items are of low priority or urgent, in turns, and not normal.</param>
/// <param name="stepsBack">
/// Whether the first worker begins with an item, while the second searches. The item puts another into its worker's deque, and steps back for it; that one blocks the worker until the first has come again.
/// </param>
/// <param name="tellsOfExchange">Whether who has exchanged an item tells the gate.</param>
internal sealed class GatePool<TSync> : IWorkSource where TSync : struct, ISync
{
    /// <summary>The number of the item that another one puts into the deque.</summary>
    private const int Pushed = 100;

    private readonly Injector<TSync> _injector = new(capacity: 4);
    private readonly PriorityLanes<TSync>? _lanes;
    private readonly SleepGate<TSync> _gate;
    private readonly GateSlot[] _slots;
    private readonly Parker[] _starts;
    private readonly Parker _secondRan = new();
    private readonly Parker _cameAgain = new();
    private readonly Injector<TSync>? _deque;
    private readonly int _items;
    private readonly bool _looksAgain;
    private readonly bool _firstWaitsForSecond;
    private readonly bool _tells;
    private readonly bool _tellsOfExchange;
    private int _started;
    private int _published;
    private int _executed;
    private bool _hasSteppedBack;
    private bool _ending;

    public GatePool(int active, int threads, int items, bool looksAgain = true, bool firstWaitsForSecond = false, bool tells = true, bool rare = false, bool stepsBack = false, bool tellsOfExchange = true)
    {
        _deque = stepsBack ? new(capacity: 4) : null;
        _tellsOfExchange = tellsOfExchange;
        _items = items;
        _looksAgain = looksAgain;
        _firstWaitsForSecond = firstWaitsForSecond;
        _tells = tells;
        _lanes = rare ? new(capacity: 4) : null;
        _gate = new SleepGate<TSync>(active, this);
        _slots = [.. Enumerable.Range(0, threads).Select(_ => new GateSlot())];
        _starts = [.. Enumerable.Range(0, threads).Select(_ => new Parker())];
        foreach (var slot in _slots)
            _gate.Add(slot);
        if (!stepsBack)
            return;
        (_published, _started) = (1, 2);
        _gate.Summon();
        _gate.Found();
        _gate.Summon();
    }

    public bool HasWork => _looksAgain && !IsEmpty;

    public long SharedWork
    {
        get
        {
            if (_lanes is null)
                return _injector.Count;
            var (urgent, normal, low) = _lanes.Count;
            return urgent + normal + low;
        }
    }

    /// <summary>Whether it will be ended; costs interleavings.</summary>
    public bool Ends { get; init; }

    public int Processors => 1;

    public bool IsEnding => Ends && TSync.Load(this, ref _ending);

    private bool IsEmpty => _lanes?.IsEmpty ?? (_injector.IsEmpty && (_deque?.IsEmpty ?? true));

    /// <summary>One body per thread: it waits to be started.</summary>
    public Action[] Workers => [.. _slots.Select((_, i) => (Action)(() => Work(i)))];

    public void Publish(int count)
    {
        for (var i = 0; i < count; i++)
        {
            var item = new TestItem(_published++);
            if (_lanes is null)
                _injector.Enqueue(item);
            else
                _lanes.Enqueue(item, item.Number % 2 == 0 ? WorkPriority.Low : WorkPriority.Critical);
            StartIf(_gate.Summon());
        }
    }

    public void Allow(int active) => StartIf(_gate.Allow(active));

    public void DismissAll()
    {
        foreach (var slot in _slots)
            StartIf(_gate.Dismiss(slot));
    }

    /// <summary>All workers leave when there is nothing to do.</summary>
    public void End()
    {
        TSync.Store(this, ref _ending, true);
        TSync.Fence();
        _gate.WakeAll();
    }

    public string? AtRest()
    {
        if (_executed < _published || !IsEmpty)
            return $"asleep with {_published - _executed} items left ({_gate.Counts})";
        var counts = _gate.Counts;
        if (Ends)
            return counts is { Searching: 0, Sleeping: 0, Blocked: 0, Alive: 0 } ? null : $"not all have left: {counts}";
        return counts is { Searching: 0, Blocked: 0 } && counts.Sleeping == counts.Alive ? null : $"the counts are off: {counts}";
    }

    private void StartIf(bool needed)
    {
        if (!needed)
            return;
        // A thread that has left can be started again; its body then begins anew.
        TSync.Wake(_starts[_started++ % _starts.Length]);
    }

    private void Work(int index)
    {
        var slot = _slots[index];
        for (var isStarted = _deque is not null; ; isStarted = false)
        {
            if (!isStarted)
                TSync.Wait(_starts[index], spins: false);
            var first = _deque is not null && index == 0 && !_hasSteppedBack ? new TestItem(0) : null;
            var searching = first is null;
            var dismissed = false;
            while (true)
            {
                if (!searching && first is null && _gate.SleepIfSurplus(slot))
                    searching = true;
                if ((first ?? Take()) is { } item)
                {
                    first = null;
                    if (searching)
                        StartIf(_gate.Found());
                    searching = dismissed = false;
                    for (var next = item; next is not null;)
                        next = Execute((TestItem)next);
                }
                else if (!searching)
                {
                    _gate.BeginSearch();
                    searching = true;
                }
                else if (dismissed || IsEnding)
                {
                    StartIf(_gate.Leave());
                    break;
                }
                else
                {
                    dismissed = _gate.Sleep(slot);
                }
            }
        }
    }

    private IThreadPoolWorkItem? Take() =>
        _lanes is null ? _injector.Dequeue() ?? _deque?.Dequeue() : (_lanes.HasUrgent ? _lanes.TakeUrgent() : null) ?? _lanes.TakeLow();

    /// <returns>What the item was exchanged for.</returns>
    private IThreadPoolWorkItem? Execute(TestItem item)
    {
        if (_deque is not null && item.Number == 0)
        {
            if (!_hasSteppedBack)
            {
                _hasSteppedBack = true;
                _published++;
                _deque.Enqueue(new TestItem(Pushed));
                StartIf(_gate.Summon());
                _injector.Enqueue(item);
                var next = _deque.Dequeue() ?? Take();
                StartIf(_tellsOfExchange && HasWork && _gate.Summon());
                return next;
            }
            TSync.Wake(_cameAgain);
        }
        if (item.Number == Pushed)
            TSync.Wait(_cameAgain, spins: false);
        if (_firstWaitsForSecond && item.Number == 0)
        {
            StartIf(_tells && _gate.EnterBlocked());
            TSync.Wait(_secondRan, spins: false);
            if (_tells)
                _gate.ExitBlocked();
        }
        if (_firstWaitsForSecond && item.Number == 1)
            TSync.Wake(_secondRan);
        if (++_executed > _items + (_deque is null ? 0 : 1))
            throw new InvalidOperationException("more executions than items");
        return null;
    }
}
