namespace Veda.Rx.Benchmarks.Harness;

/// <summary>A job with its input, everyone who competes at it, and what must come out.</summary>
internal abstract class Workload : IDisposable
{
    /// <summary>The job in one line.</summary>
    public abstract string Job { get; }

    /// <summary>How often one measurement runs the job; more than once only where a single run is too short to time.</summary>
    public virtual int Repeats => 1;

    /// <summary>The most rounds that are measured: few where a round takes long.</summary>
    public virtual int MostRounds => int.MaxValue;

    public abstract IReadOnlyList<Contender> Contenders { get; }

    /// <summary>What contenders time beside the whole, such as phases.</summary>
    public virtual IReadOnlyList<string> Parts => [];

    /// <summary>What this library promises here on two cores.</summary>
    public virtual IReadOnlyList<Promise> Promises => [];

    /// <summary>Properties beyond the answer, looked at once before measuring; each throws <see cref="WrongAnswerException"/>.</summary>
    public virtual IReadOnlyList<Check> Checks => [];

    /// <summary>The job as a plain loop on one thread; two results can run at the same time without sharing anything they write.</summary>
    public abstract Action PlainLoop();

    public virtual void Dispose()
    {
    }
}

/// <summary>A workload whose contenders all return a <typeparamref name="TAnswer"/>.</summary>
internal abstract class Workload<TAnswer> : Workload
{
    /// <summary>The right answer, computed by other means than the contenders'.</summary>
    protected abstract TAnswer Expected { get; }

    protected Contender Veda(Func<TAnswer> run) => Entrant("veda", Role.Veda, run);

    protected Contender Limit(Func<TAnswer> run) => Limit("limit", run);

    protected Contender Limit(string name, Func<TAnswer> run) => Entrant(name, Role.Limit, run);

    protected Contender Sequential(Func<TAnswer> run) => Entrant("sequential", Role.Sequential, run);

    protected Contender Peer(string name, Func<TAnswer> run) => Entrant(name, Role.Peer, run);

    /// <summary>Whether <paramref name="contender"/> may return <paramref name="answer"/>.</summary>
    protected virtual bool Accepts(Contender contender, TAnswer answer) => EqualityComparer<TAnswer>.Default.Equals(answer, Expected);

    /// <summary>An answer as the message about a wrong one shows it.</summary>
    protected virtual string Describe(TAnswer answer) => $"{answer}";

    protected Contender SelfTimed(string name, Role role, Func<Timed<TAnswer>> run) => new SelfTimedContender<TAnswer>(name, role, run, Check);

    private Contender<TAnswer> Entrant(string name, Role role, Func<TAnswer> run) => new(name, role, run, Check);

    private void Check(Contender contender, TAnswer answer)
    {
        if (!Accepts(contender, answer))
            throw new WrongAnswerException($"{contender.Name} answered {Describe(answer)}; right is {Describe(Expected)}.");
    }
}
