using System.Globalization;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace Veda.Rx.Testing;

/// <summary>What a simulated body has at hand: virtual time, operations that run at the same time, and chance.</summary>
public sealed class SimContext
{
    private readonly HashSet<string> _faults = [];
    private readonly HashSet<string> _asked = [];
    private readonly Dictionary<string, int> _names = [];
    private readonly List<(Task Task, string Name)> _operations = [];

    internal SimContext(SeededTestScheduler scheduler) => Scheduler = scheduler;

    /// <summary>Where everything runs: for streams, Rx operators, and as the source of the other facets of time.</summary>
    public SeededTestScheduler Scheduler { get; }

    /// <summary>Virtual time for <c>Task.Delay</c> and timers.</summary>
    public TimeProvider Time => Scheduler.TimeProvider;

    /// <summary>What was seen that must never be, whether or not anything threw; null if nothing was.</summary>
    internal Exception? Violation { get; private set; }

    /// <summary>Whether an operation or a thread has not ended.</summary>
    internal bool IsUnfinished => _operations.Exists(operation => !operation.Task.IsCompleted);

    /// <summary>What operations and threads have thrown.</summary>
    internal List<Exception> Failed { get; } = [];

    /// <summary>Watches an observable: the execution fails if it breaks the Rx grammar, whether or not anybody notices.</summary>
    /// <typeparam name="T">The type of the elements.</typeparam>
    /// <param name="source">The observable.</param>
    /// <param name="name">For people; the compiler fills in what stands in the program.</param>
    /// <returns>The same elements and signals, those that should not be among them.</returns>
    /// <exception cref="ArgumentNullException"><paramref name="source"/> is null.</exception>
    /// <example><code>
    /// var seen = new List&lt;int&gt;();
    /// sim.Monitor(first.Merge(second)).Subscribe(seen.Add);
    /// </code></example>
    public IObservable<T> Monitor<T>(IObservable<T> source, [CallerArgumentExpression(nameof(source))] string? name = null)
    {
        ArgumentNullException.ThrowIfNull(source);
        return new GrammarMonitor<T>(source, Plain(name), breach => Violation ??= breach);
    }

    /// <summary>Begins an operation that runs at the same time as whatever else does: between its awaits anything may happen.</summary>
    /// <param name="operation">The operation.</param>
    /// <param name="name">For people; the compiler fills in what stands in the program.</param>
    /// <returns>Its end.</returns>
    /// <exception cref="ArgumentNullException"><paramref name="operation"/> is null.</exception>
    public Task Run(Func<Task> operation, [CallerArgumentExpression(nameof(operation))] string? name = null)
    {
        ArgumentNullException.ThrowIfNull(operation);
        var ended = new TaskEnd();
        var chain = Scheduler.NewChain(Named(name));
        Scheduler.Begin(chain, () => _ = Tell(operation, ended, Failed));
        return Note(ended.Task, chain.Name);
    }

    /// <summary>Begins a thread of synchronous code that runs at the same time as whatever else does: at each of its points anything may happen.</summary>
    /// <param name="body">
    /// What it does, on a real thread of its own that runs only when it is chosen to. Its points are <see cref="Point"/>, <see cref="Sleep"/>, <see cref="Join"/> and
    /// every operation of <see cref="SimLock"/>, <see cref="SimMonitor"/>, <see cref="SimInterlocked"/> and <see cref="SimVariable{T}"/>.
    /// </param>
    /// <param name="name">For people; the compiler fills in what stands in the program.</param>
    /// <returns>Its end.</returns>
    /// <exception cref="ArgumentNullException"><paramref name="body"/> is null.</exception>
    public Task Thread(Action body, [CallerArgumentExpression(nameof(body))] string? name = null)
    {
        ArgumentNullException.ThrowIfNull(body);
        var thread = Scheduler.NewThread(Scheduler.NewChain(Named(name)), () =>
        {
            try
            {
                body();
            }
            catch (Exception error) when (error is not (AbandonedException or OperationCanceledException))
            {
                Failed.Add(error);
                throw;
            }
        });
        return Note(thread.Ended, thread.Name);
    }

    /// <summary>Begins a thread that runs asynchronous code up to its first await, and then waits for the rest, as <see cref="Join"/> does.</summary>
    /// <inheritdoc cref="Thread(Action, string?)"/>
    public Task Thread(Func<Task> body, [CallerArgumentExpression(nameof(body))] string? name = null)
    {
        ArgumentNullException.ThrowIfNull(body);
        return Thread(() => Join(body() ?? throw new InvalidOperationException("The body returned null instead of a task.")), name);
    }

    /// <summary>Lets others come before the calling thread goes on, if that is chosen. Put it before each access to what threads share.</summary>
    /// <param name="resource">What is accessed next: a name or an object; equal ones are the same resource.</param>
    /// <param name="access">How.</param>
    /// <exception cref="ArgumentNullException"><paramref name="resource"/> is null.</exception>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="access"/> is no member of <see cref="Access"/>.</exception>
    /// <exception cref="InvalidOperationException">The caller is no thread that <see cref="Thread(Action, string?)"/> has begun.</exception>
    public void Point(object resource, Access access)
    {
        ArgumentNullException.ThrowIfNull(resource);
        if (access is not (Access.Read or Access.Write))
            throw new ArgumentOutOfRangeException(nameof(access), access, $"{nameof(access)} is {access}; allowed: {Access.Read} and {Access.Write}.");
        VirtualThread.Here("SimContext.Point").Point("", new Footprint(resource, access));
    }

    /// <summary>Has the calling thread wait for some virtual time.</summary>
    /// <param name="time">How long; not negative.</param>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="time"/> is negative.</exception>
    /// <exception cref="InvalidOperationException">The caller is no thread that <see cref="Thread(Action, string?)"/> has begun.</exception>
    public void Sleep(TimeSpan time)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(time, TimeSpan.Zero);
        VirtualThread.Here("SimContext.Sleep").Sleep(time);
    }

    /// <summary>Has the calling thread wait for a task, as <see cref="Task.Wait()"/> does on real threads.</summary>
    /// <param name="task">The task.</param>
    /// <exception cref="ArgumentNullException"><paramref name="task"/> is null.</exception>
    /// <exception cref="InvalidOperationException">The caller is no thread that <see cref="Thread(Action, string?)"/> has begun.</exception>
    public void Join(Task task)
    {
        ArgumentNullException.ThrowIfNull(task);
        var thread = VirtualThread.Here("SimContext.Join");
        thread.Point("join");
        if (!task.IsCompleted)
        {
            var what = new Joined(Name(task));
            _ = task.ContinueWith(_ => Scheduler.Wake(thread, what), CancellationToken.None, TaskContinuationOptions.ExecuteSynchronously, TaskScheduler.Default);
            if (!task.IsCompleted)   // a real thread may have completed it by now, and woken nobody
                thread.Block(what);
        }
        task.GetAwaiter().GetResult();
    }

    /// <summary>Leaves something to choice.</summary>
    /// <param name="name">What for; the same name for the same place in the program.</param>
    /// <param name="alternatives">How many; at least 1. The first should be the plainest: failures are shrunk toward it.</param>
    /// <returns>From 0 to <paramref name="alternatives"/> - 1.</returns>
    /// <exception cref="ArgumentNullException"><paramref name="name"/> is null.</exception>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="alternatives"/> is less than 1.</exception>
    public int Choose(string name, int alternatives)
    {
        ArgumentNullException.ThrowIfNull(name);
        ArgumentOutOfRangeException.ThrowIfLessThan(alternatives, 1);
        return Scheduler.Choose(ChoiceKind.Random, Site(name), alternatives);
    }

    /// <summary>Whether a fault should happen here, as in FoundationDB: chosen once an execution whether it may, and then at each call whether it does.</summary>
    /// <param name="name">The fault; the same name for the same one.</param>
    /// <exception cref="ArgumentNullException"><paramref name="name"/> is null.</exception>
    public bool Buggify(string name)
    {
        ArgumentNullException.ThrowIfNull(name);
        if (_asked.Add(name) && Scheduler.Choose(ChoiceKind.Fault, Site(name), 2) == 1)
            _faults.Add(name);
        return _faults.Contains(name) && Scheduler.Choose(ChoiceKind.Fault, Site(name) + 1, 4) == 1;
    }

    /// <summary>What has not ended, and what it waits for.</summary>
    internal IEnumerable<string> Unfinished() =>
        from operation in _operations
        where !operation.Task.IsCompleted
        let thread = Scheduler.Threads.FirstOrDefault(thread => thread.Ended == operation.Task)
        select thread?.WaitsFor is { } what
            ? $"{operation.Name} waits for {what.Description}{(what.Holder is { } holder ? $", which {holder.Name} has" : "")}"
            : $"{operation.Name} has not ended";

    private static async Task Tell(Func<Task> operation, TaskEnd ended, List<Exception> failed)
    {
        try
        {
            await operation().ConfigureAwait(true);   // on virtual time, as all of the body
            ended.Complete();
        }
        catch (Exception error)
        {
            if (error is not OperationCanceledException)
                failed.Add(error);
            ended.Fail(error);
        }
    }

    /// <summary>An argument's text without the arrow of a lambda.</summary>
    private static string Plain(string? name)
    {
        name = name is not null && name.StartsWith("() =>", StringComparison.Ordinal) ? name["() =>".Length..].Trim() : name ?? "operation";
        if (name.StartsWith('{') || name.StartsWith("async", StringComparison.Ordinal))
            name = "operation";   // a whole method says less than a number
        return name.Contains('\n', StringComparison.Ordinal) ? $"{name[..name.IndexOf('\n', StringComparison.Ordinal)].Trim()}…" : name;
    }

    /// <summary>The same, with a number behind it where there is another operation of that name.</summary>
    private string Named(string? name)
    {
        var plain = Plain(name);
        ref var count = ref CollectionsMarshal.GetValueRefOrAddDefault(_names, plain, out var isTaken);
        count++;
        return isTaken ? string.Create(CultureInfo.InvariantCulture, $"{plain} #{count}") : plain;
    }

    private Task Note(Task task, string name)
    {
        _operations.Add((task, name));
        return task;
    }

    private string Name(Task task) => _operations.Find(operation => operation.Task == task).Name ?? "a task";

    /// <summary>FNV-1a: the same in every process, unlike a string's own hash code.</summary>
    private static ulong Site(string name)
    {
        var hash = 14695981039346656037;
        foreach (var letter in name)
            hash = (hash ^ letter) * 1099511628211;
        return hash;
    }

    private sealed record Joined(string Description) : IWaitedFor
    {
        public VirtualThread? Holder => null;
    }
}
