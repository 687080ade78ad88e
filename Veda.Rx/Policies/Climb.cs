namespace Veda.Rx.Policies;

/// <summary>What the adaptive policy remembers: the number of workers that it compares the present one with, and when to try again what has failed.</summary>
internal sealed record Climb
{
    /// <summary>The windows until something that has failed is tried again; four times as many after each further failure.</summary>
    public const int FirstWait = 16;

    /// <summary>The windows whose mean says how many processors are used.</summary>
    public const int TicksOver = 4;

    private const int LongestWait = 4096;
    private const int MeanOver = 8;

    public static Climb Start { get; } = new();

    /// <summary>Windows that have ended with the present number of workers.</summary>
    public int Age { get; init; }

    /// <summary>The mean throughput of the latest of them, but for the first, in which the number changed.</summary>
    public double Throughput { get; init; }

    /// <summary>In how many windows on end all workers were busy.</summary>
    public int Full { get; init; }

    /// <summary>The mean processors used in the latest of those. A system adds what a thread has used at its ticks, 1 to 16 ms apart: in one window of 5 ms it may be none, or twice as much.</summary>
    public double ProcessorsUsed { get; init; }

    /// <summary>What the present number is an attempt at.</summary>
    public Attempt Attempt { get; init; }

    /// <summary>The number that it is an attempt to improve on.</summary>
    public int From { get; init; }

    /// <summary>The throughput with that number.</summary>
    public double FromThroughput { get; init; }

    /// <summary>The processors used with it.</summary>
    public double FromProcessors { get; init; }

    /// <summary>The processors used when more workers were last found not to finish more; not a number if they were not.</summary>
    public double FailedProcessors { get; init; } = double.NaN;

    /// <summary>In how many windows of an attempt there was too little to do to judge it.</summary>
    public int Skipped { get; init; }

    /// <summary>Until more workers than processors make up for waiting are tried again.</summary>
    public Wait More { get; init; } = new(0, FirstWait);

    /// <summary>Until it is tried again whether fewer would do where all processors are used by more workers than there are processors.</summary>
    public Wait Fewer { get; init; } = new(0, FirstWait);

    /// <summary>Until it is tried again whether fewer than processors finish more, since they are less in each other's way.</summary>
    public Wait Fewest { get; init; } = new(FirstWait, 4 * FirstWait);

    /// <summary>Whether the last attempt with fewer in each other's way has succeeded: the next one goes further.</summary>
    public bool IsDescending { get; init; }

    /// <summary>In how many windows on end the throughput was far from the mean: the work has changed.</summary>
    public int Strange { get; init; }

    /// <summary>In how many windows on end hardly half of the workers were busy.</summary>
    public int Idle { get; init; }

    /// <summary>In how many windows on end all workers were busy and processors, on the mean, were not.</summary>
    public int Waiting { get; init; }

    /// <summary>One window more.</summary>
    public Climb After(LoadStatistics load)
    {
        var throughput = load.Throughput;
        var isStrange = Age > 2 && (throughput > 2 * Throughput || throughput < 0.5 * Throughput);
        var full = load.IsFull ? Full + 1 : 0;
        // The first window ends with up to a tick of each thread's time not yet added; those behind it also begin so.
        var used = full is 1 or 2 || isStrange ? load.ProcessorsUsed : full == 0 ? ProcessorsUsed : ProcessorsUsed + ((load.ProcessorsUsed - ProcessorsUsed) / Math.Min(full - 1, TicksOver));
        return this with
        {
            Age = Age + 1,
            Full = full,
            ProcessorsUsed = used,
            Throughput = Age <= 1 ? throughput : isStrange ? Throughput : Throughput + ((throughput - Throughput) / Math.Min(Age, MeanOver)),
            Strange = isStrange ? Strange + 1 : 0,
            Idle = load.Busy < 0.5 * load.Workers ? Idle + 1 : 0,
            Waiting = full > 0 && !(load with { ProcessorsUsed = used }).IsSaturated ? Waiting + 1 : 0,
            More = More.Passed(),
            Fewer = Fewer.Passed(),
            Fewest = Fewest.Passed(),
        };
    }

    /// <summary>There was too little to do in a window to judge an attempt by it.</summary>
    public Climb Skip() => this with { Skipped = Skipped + 1 };

    /// <summary>The work is not what it was: what failed with the old may be right for the new. But work that changes to and fro would have fewer fail each time.</summary>
    public Climb Anew(LoadStatistics load) =>
        this with { Age = 2, Throughput = load.Throughput, Strange = 0, More = Start.More, Fewer = Fewer.HasJustFailed ? Fewer : Start.Fewer };

    /// <summary>Another number is tried.</summary>
    public Climb Try(LoadStatistics load, Attempt attempt) => this with
    {
        Age = 0,
        Strange = 0,
        Skipped = 0,
        Full = 0,
        Idle = 0,
        Waiting = 0,
        Attempt = attempt,
        From = load.Workers,
        FromThroughput = Strange > 0 ? load.Throughput : Throughput,   // the window that is the reason may be the first of other work
        FromProcessors = ProcessorsUsed,
    };

    /// <summary>The attempt has succeeded; what would undo it can wait.</summary>
    public Climb Succeeded() => Attempt switch
    {
        Attempt.More => this with { Attempt = Attempt.None, Fewer = Fewer.Longer(hasFailed: false) },
        Attempt.Fewest => this with { Attempt = Attempt.None, IsDescending = true, Fewest = new(0, 4 * FirstWait), More = More with { Left = FirstWait }, FailedProcessors = FromProcessors },
        _ => this with { Attempt = Attempt.None },
    };

    /// <summary>The attempt has failed, and the old number is back.</summary>
    public Climb Failed()
    {
        var back = this with { Age = 2, Full = TicksOver, Waiting = 0, Throughput = FromThroughput, ProcessorsUsed = FromProcessors, Attempt = Attempt.None, IsDescending = false };
        return Attempt switch
        {
            Attempt.More => back with { More = More.Longer(), FailedProcessors = FromProcessors },
            Attempt.Fewest => back with { Fewest = Fewest.Longer() },
            _ => back with { Fewer = Fewer.Longer() },
        };
    }

    /// <param name="Left">Windows until it is over.</param>
    /// <param name="Next">How long the next one is.</param>
    /// <param name="HasFailed">Whether it was failure that it began with.</param>
    internal readonly record struct Wait(int Left, int Next, bool HasFailed = false)
    {
        public bool IsOver => Left == 0;

        /// <summary>Whether it was failure, and that not long ago.</summary>
        public bool HasJustFailed => HasFailed && (Next / 4) - Left < FirstWait;

        public Wait Passed() => this with { Left = Math.Max(Left - 1, 0) };

        public Wait Longer(bool hasFailed = true) => new(Next, Math.Min(4 * Next, LongestWait), hasFailed);
    }
}
