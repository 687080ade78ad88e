namespace Veda.Rx.Tests.Races;

/// <summary>
/// Runs a scenario in every interleaving with at most so many preemptions: a switch away from a thread that could go on,
/// or a buffered store becoming visible in the middle of another thread's run. Switches at the end of a thread or at a wait are free.
/// </summary>
/// <remarks>
/// The memory is that of x86: stores wait in a buffer per thread, first in first out, until a fence, a compare-and-swap, a wait
/// or a wake of the same thread, or any moment before. Weaker machines are not modelled.
/// <para>
/// Of interleavings that differ only in the order of accesses that do not conflict, most are left out. A thread that was
/// preempted before an access, and finds on its return that nobody has touched what it accesses, could have made the access
/// before it was preempted:
/// <code>
/// left out                    explored instead, with as many preemptions
/// t: preempted before x       t: x; preempted before its next access
/// u: y z                      u: y z
/// t: x …                      t: …
/// </code>
/// Each such step moves a preemption later in its thread, so it leads to an execution that is not left out. What a scenario
/// shares between threads outside of <see cref="SimSync"/> must not depend on that order.
/// </para>
/// </remarks>
internal sealed class Explorer
{
    public int Preemptions { get; init; } = 3;

    /// <summary>False: every store is visible at once (sequential consistency).</summary>
    public bool Buffers { get; init; } = true;

    /// <summary>False: equivalent interleavings are explored too.</summary>
    public bool Reduces { get; init; } = true;

    /// <summary>Executions after which the exploration ends without being complete.</summary>
    public int Limit { get; init; } = 5_000_000;

    public Exploration Run(int threadCount, Func<Scenario> create)
    {
        var threads = Enumerable.Range(0, threadCount).Select(i => new SimThread(i)).ToArray();
        var stopped = false;
        using var over = new SemaphoreSlim(0);
        var carriers = threads.Select(t => new Thread(() => t.Carry(() => Volatile.Read(ref stopped))) { IsBackground = true }).ToArray();
        foreach (var carrier in carriers)
            carrier.Start();

        var path = new ChoicePath();
        var executions = 0;
        var longest = 0;
        string? failure = null;
        var complete = false;
        while (failure is null && !complete && executions < Limit)
        {
            var world = new SimWorld(threads, create(), path, this, () => over.Release());
            foreach (var thread in threads)
                thread.Enter(world);
            world.Start();
            over.Wait();
            executions++;
            longest = Math.Max(longest, world.Steps);
            failure = world.Failure is { } what ? $"{what} (execution {executions}, choices {path})" : null;
            complete = failure is null && !path.Advance();
        }

        Volatile.Write(ref stopped, true);
        foreach (var thread in threads)
            thread.PassBaton();
        foreach (var carrier in carriers)
            carrier.Join();
        return new Exploration(executions, longest, complete, failure);
    }
}

/// <summary>What an exploration saw.</summary>
/// <param name="Executions">Interleavings tried.</param>
/// <param name="LongestRun">Memory operations of the longest one.</param>
/// <param name="Complete">Whether none is left within the bound.</param>
/// <param name="Failure">What went wrong in the last one, with the choices that lead there.</param>
internal sealed record Exploration(int Executions, int LongestRun, bool Complete, string? Failure);
