using System.Reactive.Concurrency;
using Veda.Rx.Testing;

namespace Veda.Rx.Tests.Traces;

/// <summary>Bodies of every kind, and their executions.</summary>
internal static class Executions
{
    private static readonly SeededOptions s_options = new() { MaxSteps = 200, PreemptsWork = true };

    /// <summary>By name: each can be repeated, and most go wrong in some executions.</summary>
    public static readonly IReadOnlyDictionary<string, Func<SimContext, Task>> Bodies = new Dictionary<string, Func<SimContext, Task>>
    {
        ["tasks"] = sim => Withdrawals(sim),
        ["threads"] = Increments,
        ["threads that never end"] = Deadlock,
        ["timers"] = Timers,
        ["an action that throws"] = Thrower,
        ["a stream that a thread waits for"] = Waiter,
        ["an action that runs others"] = Inside,
        ["a stream that an action waits for"] = StreamInside,
        ["chance"] = Chance,
        ["no end"] = Endless,
    };

    public static Trace Record(string name, ulong seed = 1) => Record(Bodies[name], seed);

    /// <summary>What a random walk makes of a body, whether or not it goes wrong.</summary>
    public static Trace Record(Func<SimContext, Task> body, ulong seed = 1) =>
        Execution.Run(body, new RandomWalk(seed), s_options, new EventLog()).ToTrace("recorded", seed, "a random walk", s_options);

    /// <summary>A trace that no execution has made.</summary>
    public static Trace Made(int steps, int lanes, Func<int, string> operation) => new()
    {
        Test = "made",
        Lanes = [.. Enumerable.Range(0, lanes).Select(lane => $"lane number {lane}")],
        Events = [.. Enumerable.Range(0, steps).Select(i => new TraceEvent(i + 1, i / 10 * 10_000L, i % lanes, operation(i), i / 2, i % 7 == 0 ? 1 : 0))],
    };

    /// <summary>Checks, waits, and acts on what it knew.</summary>
    /// <param name="sim">The simulation.</param>
    /// <param name="before">How often each operation lets others come before it begins.</param>
    /// <param name="after">How often when it is done.</param>
    /// <param name="operations">How many there are.</param>
    public static async Task Withdrawals(SimContext sim, int before = 0, int after = 0, int operations = 2)
    {
        var balance = 100;
        await Task.WhenAll(Enumerable.Range(0, operations).Select(i => sim.Run(Withdraw, $"withdrawal {i + 1}")));
        if (balance < 0)
            throw new InvalidOperationException($"the balance is {balance}");

        async Task Withdraw()
        {
            for (var i = 0; i < before; i++)
                await Task.Yield();
            if (balance < 80)
                return;
            await Task.Yield();
            balance -= 80;
            for (var i = 0; i < after; i++)
                await Task.Yield();
        }
    }

    private static async Task Increments(SimContext sim)
    {
        var count = 0;
        await Task.WhenAll(sim.Thread(Increment, "one"), sim.Thread(Increment, "two"), sim.Thread(Increment, "three"));
        if (count < 3)
            throw new InvalidOperationException($"the count is {count}");

        void Increment()
        {
            sim.Point("count", Access.Read);
            var read = count;
            sim.Point("count", Access.Write);
            count = read + 1;
        }
    }

    private static async Task Deadlock(SimContext sim)
    {
        var never = new TaskCompletionSource();
        await Task.WhenAll(sim.Thread(() => sim.Join(never.Task), "one"), sim.Thread(() => sim.Join(never.Task), "two"));
    }

    private static async Task Timers(SimContext sim)
    {
        await Task.WhenAll(sim.Run(() => Wait(2), "two seconds"), sim.Run(() => Wait(3), "three seconds"), sim.Thread(() => sim.Sleep(TimeSpan.FromSeconds(5)), "sleeper"));

        async Task Wait(int seconds)
        {
            await Task.Delay(TimeSpan.FromSeconds(seconds), sim.Time);
            await Task.Yield();
        }
    }

    private static async Task Thrower(SimContext sim)
    {
        sim.Scheduler.Schedule(() => throw new FormatException("thrown by an action"));
        await Task.WhenAll(sim.Run(async () => await Task.Yield(), "bystander"), sim.Thread(() => sim.Point("x", Access.Read), "thread"));
    }

    private static async Task Waiter(SimContext sim) =>
        await Task.WhenAll(Enumerable.Range(0, 2).Select(_ => sim.Thread(() => VedaStream.Range(0, 20).On(sim.Scheduler).WithBatch(1, 4).Map(x => x * 2).Sum().Wait(), "waiter")));

    private static async Task Inside(SimContext sim)
    {
        var other = sim.Run(async () => await Task.Yield(), "other");
        await Task.Yield();
        sim.Scheduler.RunUntil(() => other.IsCompleted);
        await sim.Thread(() => sim.Point("x", Access.Read));
    }

    private static async Task StreamInside(SimContext sim)
    {
        await Task.Yield();
        VedaStream.Range(0, 20).On(sim.Scheduler).WithBatch(1, 4).Map(x => x * 2).Sum().Wait();
    }

    private static async Task Chance(SimContext sim)
    {
        for (var i = 0; i < 5; i++)
        {
            await Task.Yield();
            if (sim.Choose("side", 6) == 5)
                throw new InvalidOperationException("six");
        }
    }

    private static async Task Endless(SimContext sim)
    {
        while (true)
            await Task.Yield();
    }
}
