namespace Veda.Rx.Testing;

/// <summary>What a simulated body has at hand: virtual time, operations that run at the same time, and chance.</summary>
public sealed class SimContext
{
    private readonly HashSet<string> _faults = [];
    private readonly HashSet<string> _asked = [];

    internal SimContext(SeededTestScheduler scheduler) => Scheduler = scheduler;

    /// <summary>Where everything runs: for streams, Rx operators, and as the source of the other facets of time.</summary>
    public SeededTestScheduler Scheduler { get; }

    /// <summary>Virtual time for <c>Task.Delay</c> and timers.</summary>
    public TimeProvider Time => Scheduler.TimeProvider;

    /// <summary>Begins an operation that runs at the same time as whatever else does: between its awaits anything may happen.</summary>
    /// <param name="operation">The operation.</param>
    /// <returns>Its end.</returns>
    /// <exception cref="ArgumentNullException"><paramref name="operation"/> is null.</exception>
    public async Task Run(Func<Task> operation)
    {
        ArgumentNullException.ThrowIfNull(operation);
        await Task.Yield();
        await operation().ConfigureAwait(true);   // on virtual time, as all of the body
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

    /// <summary>FNV-1a: the same in every process, unlike a string's own hash code.</summary>
    private static ulong Site(string name)
    {
        var hash = 14695981039346656037;
        foreach (var letter in name)
            hash = (hash ^ letter) * 1099511628211;
        return hash;
    }
}
