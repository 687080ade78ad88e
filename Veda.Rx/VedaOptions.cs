namespace Veda.Rx;

/// <summary>Settings of a <c>VedaRuntime</c> and its scheduler. Immutable; change with <c>with</c>.</summary>
/// <remarks>
/// <para>Nothing needs to be set: by default a scheduler begins with a worker for each processor and finds out by itself how many finish the most.</para>
/// <para>Checked when a runtime or a scheduler is built with them: the message names the property, its value and its range.</para>
/// </remarks>
public sealed record VedaOptions
{
    /// <summary>The most workers a scheduler can have.</summary>
    private const int Limit = 1024;

    private readonly int? _workers, _minWorkers, _maxWorkers;

    /// <summary>
    /// How many workers, which is to say threads, run at the same time to begin with. Range 1 to 1,024, and from <see cref="MinWorkers"/> to <see cref="MaxWorkers"/>; default: the processors that this process may use, or the nearest number in
    /// that range. Where neither of those two is set, this is also both of them: so many, always.
    /// </summary>
    public int Workers
    {
        get => _workers ?? Math.Max(MinWorkers, Math.Min(Processors, MaxWorkers));
        init => _workers = value;
    }

    /// <summary>The fewest workers that the policy may allow. Range 1 to 1,024; default 1, or <see cref="Workers"/> where that alone is set.</summary>
    public int MinWorkers
    {
        get => _minWorkers ?? (_maxWorkers is null ? _workers : null) ?? 1;
        init => _minWorkers = value;
    }

    /// <summary>
    /// The most workers that the policy may allow, where they wait for locks, disks or networks. Range 1 to 1,024; default 256, or the most of the processors, <see cref="Workers"/> and
    /// <see cref="MinWorkers"/> if that is more, or <see cref="Workers"/> where that alone is set.
    /// </summary>
    public int MaxWorkers
    {
        get => _maxWorkers ?? (_minWorkers is null ? _workers : null) ?? Math.Max(Math.Max(256, Math.Min(Processors, Limit)), Math.Max(_workers ?? 1, _minWorkers ?? 1));
        init => _maxWorkers = value;
    }

    /// <summary>Decides how many workers run at the same time, and how much work a batch is. Default: <see cref="SchedulingPolicy.Adaptive"/>.</summary>
    public ISchedulingPolicy Policy { get; init; } = SchedulingPolicy.Adaptive;

    /// <summary>How long the scheduler measures before the policy decides. Range 1 millisecond to 1 minute; default 5 milliseconds. A window with little finished in it is up to ten times as long.</summary>
    public TimeSpan AdaptationInterval { get; init; } = TimeSpan.FromMilliseconds(5);

    /// <summary>The fewest elements of a batch, unless a stream says otherwise by <c>WithBatch</c>. Range 1 to <see cref="MaxBatch"/>; default 1.</summary>
    public int MinBatch { get; init; } = 1;

    /// <summary>The most elements of a batch, unless a stream says otherwise. Range <see cref="MinBatch"/> to 1,048,576; default 65,536. Bounds the memory of one batch.</summary>
    public int MaxBatch { get; init; } = 65_536;

    /// <summary>
    /// How many elements that an observable has pushed may wait until they are claimed, unless <c>ToVeda</c> is told otherwise. Range 1 to 1,048,576; default 8,192. Memory grows as elements
    /// come, not to the whole capacity at once.
    /// </summary>
    public int QueueCapacity { get; init; } = 8192;

    /// <summary>
    /// Bounds the results that are in flight, in bytes: those of batches under way, and of batches that wait to be delivered, in all streams that run on the scheduler together. Range 1 and
    /// more; default null: only the numbers of elements and batches are bounded.
    /// </summary>
    /// <remarks>
    /// Counted are the buffers that hold the results; of references, the references only and not what they refer to. No batch is begun while the bound is reached, but each part of a stream
    /// (what runs on one scheduler, up to the next <c>On</c> or operator in order) may always have one in flight, so that every stream goes on. So the bound is exceeded by at most one batch for each
    /// worker and part, and batches are made so small that those of all workers are about a quarter of it. Not counted: what is kept anyway (<c>ToList</c>, <c>ToArray</c>, reductions), and what waits
    /// in queues between the parts, which have bounds of their own.
    /// </remarks>
    public long? MaxMemoryBytes { get; init; }

    /// <summary>How long a worker stays parked without work before its thread ends. More than zero; default 20 seconds.</summary>
    public TimeSpan IdleTimeout { get; init; } = TimeSpan.FromSeconds(20);

    /// <summary>The clock of the scheduler: due times, timers, measured costs. Default: the system's.</summary>
    public TimeProvider Time { get; init; } = SystemTime;

    /// <summary>
    /// What happens to an exception that a scheduled action or an observer throws and nobody catches. Called on the worker.
    /// Default null: the exception is rethrown on the worker thread and ends the process, as on every Rx scheduler.
    /// </summary>
    public Action<Exception>? UnhandledException { get; init; }

    /// <summary>How many processors the process may use; a test puts its own number in place.</summary>
    internal int Processors { get; init; } = Environment.ProcessorCount;

    /// <summary>The processor time that the process has used; likewise.</summary>
    internal Func<TimeSpan> ProcessorTime { get; init; } = static () => Environment.CpuUsage.TotalTime;

#pragma warning disable RS0030 // the one place that names the system clock
    private static TimeProvider SystemTime => TimeProvider.System;
#pragma warning restore RS0030

    /// <summary>Throws unless every property is inside its range.</summary>
    /// <exception cref="ArgumentOutOfRangeException">A property is outside its range; the message names it, its value and the range.</exception>
    /// <exception cref="ArgumentNullException">A property is null that must not be.</exception>
    internal VedaOptions Validated()
    {
        if (_workers is { } asked)
            Within(nameof(Workers), asked, 1, Limit);
        Within(nameof(MinWorkers), MinWorkers, 1, Limit);
        Within(nameof(MaxWorkers), MaxWorkers, 1, Limit);
        if (MinWorkers > MaxWorkers)
            throw OutOfRange(nameof(MinWorkers), MinWorkers, $"it must not be more than {nameof(MaxWorkers)}, which is {MaxWorkers}");
        Within(nameof(Workers), Workers, MinWorkers, MaxWorkers);
        NotNull(nameof(Policy), Policy, nameof(SchedulingPolicy));
        Within($"{nameof(Policy)}.{nameof(ISchedulingPolicy.BatchCost)}", Policy.BatchCost, TimeSpan.FromMicroseconds(1), TimeSpan.FromSeconds(1));
        Within(nameof(AdaptationInterval), AdaptationInterval, TimeSpan.FromMilliseconds(1), TimeSpan.FromMinutes(1));
        Within(nameof(MaxBatch), MaxBatch, 1, 1 << 20);
        Within(nameof(MinBatch), MinBatch, 1, MaxBatch);
        Within(nameof(QueueCapacity), QueueCapacity, 1, 1 << 20);
        if (MaxMemoryBytes is { } bytes and < 1)
            throw OutOfRange(nameof(MaxMemoryBytes), bytes, "it must be 1 or more, or null for no bound");
        if (IdleTimeout <= TimeSpan.Zero)
            throw OutOfRange(nameof(IdleTimeout), IdleTimeout, "it must be more than zero");
        NotNull(nameof(Time), Time, nameof(TimeProvider));
        return this;
    }

    private static void Within<T>(string property, T value, T least, T most) where T : IComparable<T>, IFormattable
    {
        if (value.CompareTo(least) < 0 || value.CompareTo(most) > 0)
            throw OutOfRange(property, value, $"allowed are {Text(least)} to {Text(most)}");
    }

    private static string Text(IFormattable value) => value.ToString(value is TimeSpan ? "c" : "#,0", System.Globalization.CultureInfo.InvariantCulture);

    private static void NotNull(string property, object? value, string type)
    {
        if (value is null)
            throw new ArgumentNullException(property, $"{nameof(VedaOptions)}.{property} is null; give a {type}.");
    }

    private static ArgumentOutOfRangeException OutOfRange(string property, object value, string rule) =>
        new(property, value, $"{nameof(VedaOptions)}.{property} is {value}; {rule}.");
}
