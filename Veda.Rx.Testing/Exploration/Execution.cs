namespace Veda.Rx.Testing;

/// <summary>One execution of a body, with every choice made by a source.</summary>
/// <param name="Error">What went wrong; null if nothing did.</param>
/// <param name="Choices">The choices made.</param>
/// <param name="Hash">Of the choices.</param>
internal sealed record Execution(Exception? Error, IReadOnlyList<Choice> Choices, ulong Hash)
{
    public static Execution Run(Func<SimContext, Task> body, IChoiceSource source, int maxSteps)
    {
        var scheduler = new SeededTestScheduler(source, new SeededOptions { MaxSteps = maxSteps });
        var error = Failure(body, scheduler);
        return new Execution(error, scheduler.Choices, scheduler.ChoicesHash);
    }

    private static Exception? Failure(Func<SimContext, Task> body, SeededTestScheduler scheduler)
    {
        Task? running = null;
        try
        {
            scheduler.SynchronizationContext.Post(_ => running = body(new SimContext(scheduler)), null);
            scheduler.Start();
        }
        catch (Exception thrown)
        {
            return thrown;
        }
        if (running is null)
            return new InvalidOperationException("The body returned null instead of a task.");
        if (!running.IsCompleted)
            return new DeadlockException($"The body still waits at {scheduler.Now.TimeOfDay} of virtual time, after {scheduler.Steps} actions, and nothing is left to run.");
        return running.IsCanceled ? new TaskCanceledException(running) : running.Exception?.InnerException;
    }
}
