namespace Veda.Rx.Testing;

/// <summary>Virtual time and a seed for all streams of a flow that name no scheduler, until it is disposed. Made by <see cref="DeterministicRuntimeExtensions"/>.</summary>
/// <remarks>
/// <c>Wait()</c>, <c>foreach</c> and whatever else blocks for a stream drives it on the calling thread. An <c>await</c> needs somebody who drives: put it into <see cref="Run"/>.
/// </remarks>
public sealed class DeterministicRuntime : IDisposable
{
    private readonly IDisposable _use;
    private bool _disposed;

    internal DeterministicRuntime(ulong seed, SeededOptions? options)
    {
        Scheduler = new SeededTestScheduler(seed, options);
        _use = VedaRuntime.Use(Scheduler);
    }

    /// <summary>Where the streams run.</summary>
    public SeededTestScheduler Scheduler { get; }

    /// <summary>Virtual time for <c>Task.Delay</c> and timers.</summary>
    public TimeProvider Time => Scheduler.TimeProvider;

    /// <summary>Runs asynchronous code and all that it begins on virtual time, to its end.</summary>
    /// <param name="body">The code.</param>
    /// <exception cref="ArgumentNullException"><paramref name="body"/> is null.</exception>
    /// <exception cref="InvalidOperationException">The caller is inside of code that it runs, or another thread drives the simulation.</exception>
    /// <exception cref="ObjectDisposedException">It has been disposed.</exception>
    /// <exception cref="DeadlockException">It waits for something, and nothing is left to run.</exception>
    /// <exception cref="EscapeException">A part of it has gone on, on a real thread.</exception>
    /// <exception cref="Exception">What <paramref name="body"/> throws.</exception>
    public void Run(Func<Task> body)
    {
        ArgumentNullException.ThrowIfNull(body);
        ObjectDisposedException.ThrowIf(_disposed, this);
        Scheduler.ThrowIfStartedElsewhere();
        if (Scheduler.IsEnabled)
            throw new InvalidOperationException("The runtime already runs code, and the caller is inside of that: await the code instead.");
        Task? running = null;
        var outer = Scheduler.IsUnfinished;
        Scheduler.IsUnfinished = () => running is not { IsCompleted: true };
        try
        {
            Scheduler.Begin(Scheduler.NewChain("body"), () => running = body());
            Scheduler.Start();
            Scheduler.ThrowIfFailed();
            if (running is { IsCompleted: false })
                throw Scheduler.Escape() as Exception ?? new DeadlockException($"The code still waits at {Scheduler.Now.TimeOfDay} of virtual time, and nothing is left to run.");
        }
        finally
        {
            Scheduler.IsUnfinished = outer;
        }
        (running ?? throw new InvalidOperationException("The body returned null instead of a task.")).GetAwaiter().GetResult();
    }

    /// <summary>Ends the simulation; streams of the flow run on the default runtime again.</summary>
    /// <exception cref="InvalidOperationException">The caller is inside of code that it runs; nothing has ended then.</exception>
    public void Dispose()
    {
        Scheduler.Dispose();   // first, since it may refuse
        _use.Dispose();
        _disposed = true;
    }
}
