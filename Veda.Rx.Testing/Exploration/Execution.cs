namespace Veda.Rx.Testing;

/// <summary>One execution of a body, with every choice made by a source.</summary>
/// <param name="Error">What went wrong; null if nothing did.</param>
/// <param name="Choices">The choices made.</param>
/// <param name="Hash">Of the choices.</param>
internal sealed record Execution(Exception? Error, IReadOnlyList<Choice> Choices, ulong Hash)
{
    public static Execution Run(Func<SimContext, Task> body, IChoiceSource source, int maxSteps, EventLog? log = null)
    {
        var scheduler = new SeededTestScheduler(source, new SeededOptions { MaxSteps = maxSteps }) { Log = log };
        var sim = new SimContext(scheduler);
        var error = Failure(body, sim);
        return new Execution(error, scheduler.Choices, scheduler.ChoicesHash);
    }

    private static Exception? Failure(Func<SimContext, Task> body, SimContext sim)
    {
        Task? running = null;
        var scheduler = sim.Scheduler;
        try
        {
            var chain = scheduler.NewChain("body");
            var context = new VirtualSynchronizationContext(scheduler, chain);
            context.Post(_ => running = body(sim), null);
            scheduler.RunAll();
            if (running is null)
                return new InvalidOperationException("The body returned null instead of a task.");
            if (!running.IsCompleted)
                return new DeadlockException(Deadlock(sim));
            return running.IsCanceled ? new TaskCanceledException(running) : running.Exception?.InnerException;
        }
        catch (Exception thrown)
        {
            return thrown;
        }
        finally
        {
            sim.Abandon();
        }
    }

    private static string Deadlock(SimContext sim)
    {
        var unfinished = string.Join("; ", sim.Unfinished());
        return $"The body still waits at {sim.Scheduler.Now.TimeOfDay} of virtual time, after {sim.Scheduler.Steps} steps, and nothing is left to run. {(unfinished.Length == 0 ? "It waits for something that nobody does." : $"{unfinished}.")}";
    }
}
