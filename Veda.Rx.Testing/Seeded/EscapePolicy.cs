namespace Veda.Rx.Testing;

/// <summary>What becomes of a part of a simulated execution that goes on, on a real thread: behind <c>ConfigureAwait(false)</c>, in <c>Task.Run</c>, in a real timer.</summary>
public enum EscapePolicy
{
    /// <summary>The execution fails with an <see cref="EscapeException"/> that names it: when it happens depends on the machine, so it could not be repeated.</summary>
    Fail,

    /// <summary>It may come back: what it schedules is due when it arrives, and while the simulation has nothing else to do it waits for that, up to 5 seconds of real time.</summary>
    Wait,

    /// <summary>It may come back, and nobody waits for it.</summary>
    Ignore,
}
