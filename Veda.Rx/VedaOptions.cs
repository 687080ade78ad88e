namespace Veda.Rx;

/// <summary>Settings of a <c>VedaRuntime</c> and its scheduler. Immutable; change with <c>with</c>.</summary>
/// <remarks>Checked when a runtime or a scheduler is built with them: the message names the property, its value and its range.</remarks>
public sealed record VedaOptions
{
    /// <summary>Number of worker threads that run at the same time. Range 1 to 1,024; default: the processors this process may use.</summary>
    public int Workers { get; init; } = Environment.ProcessorCount;

    /// <summary>How long a worker stays parked without work before its thread ends. More than zero; default 20 seconds.</summary>
    public TimeSpan IdleTimeout { get; init; } = TimeSpan.FromSeconds(20);

    /// <summary>The clock of the scheduler: due times, timers, measured costs. Default: the system's.</summary>
    public TimeProvider Time { get; init; } = SystemTime;

    /// <summary>
    /// What happens to an exception that a scheduled action or an observer throws and nobody catches. Called on the worker.
    /// Default null: the exception is rethrown on the worker thread and ends the process, as on every Rx scheduler.
    /// </summary>
    public Action<Exception>? UnhandledException { get; init; }

#pragma warning disable RS0030 // the one place that names the system clock
    private static TimeProvider SystemTime => TimeProvider.System;
#pragma warning restore RS0030

    /// <summary>Throws unless every property is inside its range.</summary>
    /// <exception cref="ArgumentOutOfRangeException">A property is outside its range; the message names it, its value and the range.</exception>
    internal VedaOptions Validated()
    {
        if (Workers is < 1 or > 1024)
            throw new ArgumentOutOfRangeException(nameof(Workers), Workers, $"{nameof(VedaOptions)}.{nameof(Workers)} is {Workers}; allowed are 1 to 1,024.");
        if (IdleTimeout <= TimeSpan.Zero)
            throw new ArgumentOutOfRangeException(nameof(IdleTimeout), IdleTimeout, $"{nameof(VedaOptions)}.{nameof(IdleTimeout)} is {IdleTimeout}; it must be more than zero.");
        if (Time is null)
            throw new ArgumentNullException(nameof(Time), $"{nameof(VedaOptions)}.{nameof(Time)} is null; give a {nameof(TimeProvider)}.");
        return this;
    }
}
