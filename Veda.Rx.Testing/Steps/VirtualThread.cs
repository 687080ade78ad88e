using System.Reactive.Concurrency;

namespace Veda.Rx.Testing;

/// <summary>
/// A thread of a simulated execution. A real thread carries it, since synchronous code needs a stack, but only while it has the
/// baton; at each of its points it gives that to whatever is chosen to run next.
/// </summary>
/// <remarks>
/// Its next step is one more action that is due. Whoever runs that action passes the baton here and waits for it to come back:
/// <code>
/// driver                        thread 1                     thread 2
/// picks a step of thread 1
/// waits                         … point: adds its next step
///                               picks a step of thread 2
///                               waits                        … point: picks an action that is no step
/// runs that action                                           waits
/// </code>
/// </remarks>
internal sealed partial class VirtualThread
{
    /// <summary>So often a thread that unwinds may catch the exception that has it unwind.</summary>
    private const int Refusals = 1_000;

    [ThreadStatic]
    private static VirtualThread? t_current;

    private readonly SeededTestScheduler _scheduler;
    private readonly Chain _chain;
    private readonly Action _body;
    private readonly Action<Exception>? _failed;
    private readonly ExecutionContext? _context = ExecutionContext.Capture();
    private readonly TaskEnd _ended = new();
    private readonly Baton _baton = new();
    private Carrier? _carrier;
    private Baton _back = null!;   // of whoever waits for the step to end
    private Footprint? _touchesThen;   // when it goes on, having waited
    private bool _isOver;              // its body
    private bool _abandoned;
    private int _refused;

    /// <param name="scheduler">Where its steps are chosen.</param>
    /// <param name="chain">Whose steps they are.</param>
    /// <param name="body">What it does.</param>
    /// <param name="failed">Told what the body throws; null if somebody looks at <see cref="Ended"/>.</param>
    public VirtualThread(SeededTestScheduler scheduler, Chain chain, Action body, Action<Exception>? failed = null)
    {
        (_scheduler, _chain, _body, _failed) = (scheduler, chain, body, failed);
        Stores = new StoreBuffer(scheduler, this);
        // What it shares with others it shares behind its points; an item of the engine's says nothing of that.
        Ready("begin", null, failed is null ? new Footprint(this, Access.Read) : null);
    }

    /// <summary>The simulated thread that the calling one carries; null if it carries none.</summary>
    public static VirtualThread? Current => t_current;

    public Chain Chain => _chain;

    public SeededTestScheduler Scheduler => _scheduler;

    public string Name => _chain.Name;

    /// <summary>Completes when the thread has ended, with what its body has thrown.</summary>
    public Task Ended => _ended.Task;

    /// <summary>What it waits for; null while it can run.</summary>
    public IWaitedFor? WaitsFor { get; private set; }

    /// <summary>Whether it has done nothing since it waited for anything to happen but look what has.</summary>
    public bool IsLooking { get; private set; }

    /// <summary>Whether its execution is over.</summary>
    public bool IsAbandoned => _abandoned;

    /// <summary>What it has written and others do not see yet.</summary>
    public StoreBuffer Stores { get; }

    /// <summary>The simulated thread that calls.</summary>
    /// <param name="member">What has been called.</param>
    /// <exception cref="InvalidOperationException">None calls.</exception>
    public static VirtualThread Here(string member) => t_current ?? throw new InvalidOperationException(
        $"{member} was called outside of the threads that SimContext.Thread begins. An action cannot be interrupted: await something instead, or put the code on a simulated thread.");

    /// <summary>Lets others come first, if that is chosen.</summary>
    /// <param name="operation">What comes behind this point.</param>
    /// <param name="footprint">What it touches; null if that is not known.</param>
    /// <param name="subject">What the operation is done to, for people.</param>
    public void Point(string operation, Footprint? footprint = null, object? subject = null)
    {
        EndLook();
        Pass(operation, subject, footprint);
    }

    /// <summary>A point behind which the thread may yet find nothing to do.</summary>
    /// <param name="operation">What comes behind it.</param>
    public void Look(string operation) => Pass(operation, null, null);

    /// <summary>Lets others come first, and then has all that the thread wrote reach memory.</summary>
    /// <param name="operation">What comes behind this point.</param>
    /// <param name="resource">What it writes to besides; null if that is not known.</param>
    public void Fence(string operation, object? resource)
    {
        Point(operation, resource is null ? null : Fenced(resource), resource);
        Stores.Drain();
    }

    /// <summary>A fence and nothing else; without stores that others do not see yet it does nothing.</summary>
    public void Fence()
    {
        if (Stores.IsEmpty)
            return;
        Point("fence", Fenced(Stores));
        Stores.Drain();
    }

    /// <summary>A fence in every simulated thread, wherever it stands.</summary>
    public void FenceAll()
    {
        Point("fence in all threads");
        foreach (var thread in _scheduler.Threads.ToArray())   // one that has ended is forgotten then
            thread.Stores.Drain();
    }

    /// <summary>What a step touches that writes to a resource and is a fence.</summary>
    public Footprint Fenced(object resource) => new(resource, Access.Write) { Also = Stores.Resources };

    /// <summary>Writes; others see it some time later, if the memory is one that delays stores.</summary>
    public void Store(BufferedStore store)
    {
        if (_scheduler.DelaysStores)
        {
            // Nobody sees it yet, so whoever comes before it may as well come behind it.
            Stores.Add(store);
            return;
        }
        Point("write", new Footprint(store.Resource, Access.Write), store.Resource);
        store.Apply();
    }

    /// <summary>Waits until anything has happened, other than that another thread has looked and found nothing.</summary>
    /// <param name="watching">The threads that wait so.</param>
    /// <param name="again">Whether this thread has found nothing since it last did.</param>
    public void Watch(List<VirtualThread> watching, bool again)
    {
        if (!again)
            EndLook();
        IsLooking = true;
        watching.Add(this);
        Wait(AnyAction.Instance, Timeout.InfiniteTimeSpan, null);
    }

    /// <summary>Waits until <see cref="Wake"/> is called.</summary>
    /// <param name="what">For what.</param>
    /// <param name="footprint">What it touches when it goes on; null if that is not known.</param>
    public void Block(IWaitedFor what, Footprint? footprint = null) => Block(what, Timeout.InfiniteTimeSpan, footprint);

    /// <summary>Waits until <see cref="Wake"/> is called, or for no longer than some virtual time.</summary>
    /// <returns>Whether it was called.</returns>
    public bool Block(IWaitedFor what, TimeSpan time, Footprint? footprint = null)
    {
        EndLook();
        return Wait(what, time, footprint);
    }

    /// <summary>Has a thread that waits go on.</summary>
    public void Wake()
    {
        if (WaitsFor is not { } what)
            return;
        WaitsFor = null;
        Ready("go on, having waited for", what, _touchesThen);
    }

    /// <summary>Waits until some virtual time has passed.</summary>
    public void Sleep(TimeSpan time)
    {
        Fence();
        EndLook();
        ThrowIfAbandoned();
        _scheduler.Add(new StepAction(_scheduler, _scheduler.Clock + Math.Min(time.Ticks, long.MaxValue - _scheduler.Clock), _chain.Next(), this, "go on, having slept", null, null));
        Leave();
    }

    private void Pass(string operation, object? subject, Footprint? footprint)
    {
        ThrowIfAbandoned();
        Ready(operation, subject, footprint);
        Leave();
    }

    private void Ready(string operation, object? subject, Footprint? footprint) =>
        _scheduler.Add(new StepAction(_scheduler, _scheduler.Clock, _chain.Next(), this, operation, subject, footprint));

    private bool Wait(IWaitedFor what, TimeSpan time, Footprint? footprint)
    {
        ThrowIfAbandoned();
        (WaitsFor, _touchesThen) = (what, footprint);
        var late = false;
        var limit = time == Timeout.InfiniteTimeSpan || time.Ticks > long.MaxValue - _scheduler.Clock ? null : _scheduler.Schedule(time, () =>
        {
            late = WaitsFor is not null;
            Wake();
        });
        Leave();
        limit?.Dispose();
        return !late;
    }

    /// <summary>What comes may be what others wait for.</summary>
    private void EndLook()
    {
        if (!IsLooking)
            return;
        IsLooking = false;
        _scheduler.WakeWatching();
    }

    /// <summary>Goes to what is chosen, and comes back when that is a step of this thread.</summary>
    private void Leave()
    {
        var next = _scheduler.NextStep();
        if (next == this)
            return;
        if (_scheduler.IsLeft)
        {
            // Unwinds at once: the driver would wake this thread only to have it do so.
            _abandoned = true;
            throw new AbandonedException();
        }
        GiveTo(next);
        WaitForBaton();
        ThrowIfAbandoned();
        _scheduler.Enter(this);
        if (_baton.WasInterrupted)
            throw new EscapeException($"The simulated thread '{Name}' was interrupted. Thread.Interrupt is not simulated: when it takes effect depends on the machine. Have the thread look at a SimVariable or a token.");
    }

    private void ThrowIfAbandoned()
    {
        if (!_abandoned)
            return;
        // Whoever catches everything and tries again would never end, and nobody waits for it any more.
        if (++_refused > Refusals)
        {
            PassBack();
            Carrier.Halt();
        }
        throw new AbandonedException();
    }
}
