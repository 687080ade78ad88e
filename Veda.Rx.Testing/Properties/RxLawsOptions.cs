namespace Veda.Rx.Testing;

/// <summary>How <see cref="RxLaws"/> looks at an operator. Immutable; checked by the call that takes it.</summary>
/// <example><code>
/// var thorough = new RxLawsOptions { Cases = 1_000, Seeds = 10 };
/// var noModel = new RxLawsOptions { Laws = RxLaw.Grammar | RxLaw.Silence };
/// </code></example>
public sealed record RxLawsOptions
{
    /// <summary>Which laws. Default: all.</summary>
    public RxLaw Laws { get; init; } = RxLaw.All;

    /// <summary>How many scripts of the source. From 1. Default: 100.</summary>
    public int Cases { get; init; } = 100;

    /// <summary>On how many seeds each script runs, besides once on <see cref="TestScheduler"/>. From 0. Default: 3.</summary>
    public int Seeds { get; init; } = 3;

    /// <summary>Decides the scripts and the interleavings. The same seed gives the same ones. Default: 1.</summary>
    public ulong Seed { get; init; } = 1;

    /// <summary>For how long after a script's last instant the operator may go on. From zero; at most to the end of virtual time, which is that of <see cref="DateTimeOffset"/>. Default: a minute, of virtual time.</summary>
    public TimeSpan Horizon { get; init; } = TimeSpan.FromMinutes(1);

    /// <summary>After how many actions a run is taken for one that does not end. From 1. Default: 100,000.</summary>
    public int MaxSteps { get; init; } = 100_000;

    /// <summary>Whether the values may come in any order, as on a stream with <c>Unordered()</c>; when the source or the model fails, only the error is compared then. Default: false.</summary>
    public bool IgnoresOrder { get; init; }

    internal RxLawsOptions Validated()
    {
        OptionRange.Check(Laws != RxLaw.None && (Laws & ~RxLaw.All) == RxLaw.None, nameof(RxLawsOptions), nameof(Laws), Laws, "one law or more");
        OptionRange.Check(Cases >= 1, nameof(RxLawsOptions), nameof(Cases), Cases, "from 1");
        OptionRange.Check(Seeds >= 0, nameof(RxLawsOptions), nameof(Seeds), Seeds, "from 0");
        OptionRange.Check(Horizon >= TimeSpan.Zero, nameof(RxLawsOptions), nameof(Horizon), Horizon, "from zero");
        OptionRange.Check(MaxSteps >= 1, nameof(RxLawsOptions), nameof(MaxSteps), MaxSteps, "from 1");
        return this;
    }
}
