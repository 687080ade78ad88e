namespace Veda.Rx.Testing;

/// <summary>Several strategies in turn, each with what earlier executions have taught.</summary>
internal sealed class Portfolio(IReadOnlyList<Strategy> strategies, ulong seed, int maxSteps)
{
    /// <summary>After so many choices at the earliest each action has its turn.</summary>
    public const int LeastFairTail = 1_000;

    private readonly int[] _turns = new int[Enum.GetValues<Strategy>().Length];
    private ExhaustiveWalk _exhaustive = new(0);
    private UniformWalk? _uniform;
    private int _bound;
    private int _choices;   // the most that an execution has had before its fair tail
    private bool _isExhausting;

    /// <summary>After how many choices each action has its turn.</summary>
    private int Tail => Math.Min(LeastFairTail + 2 * _choices, maxSteps / 2);

    /// <summary>The next source, and what it is called.</summary>
    /// <param name="execution">The number of the execution, from 0.</param>
    public (string Name, IChoiceSource Source) Next(int execution)
    {
        var strategy = strategies[execution % strategies.Count];
        var turn = _turns[(int)strategy]++;
        var chance = SplitMix.Mix(seed, (ulong)execution);
        _isExhausting = strategy == Strategy.Exhaustion;
        var (name, source) = strategy switch
        {
            Strategy.UniformWalk => ("a uniform walk", _uniform = new UniformWalk(chance, _uniform?.Done ?? new Dictionary<ulong, int>())),
            Strategy.Priorities => ($"PCT of depth {turn % 5 + 1}", new PriorityWalk(chance, turn % 5 + 1, _choices)),
            Strategy.PartialOrder => ("partial order sampling", new PartialOrderWalk(chance)),
            Strategy.Delays => ($"{turn % 3 + 1} delays", new DelayedWalk(chance, turn % 3 + 1, _choices)),
            Strategy.Exhaustion => ($"exhaustion within {_bound} preemptions", _exhaustive),
            _ => ("a random walk", (IChoiceSource)new RandomWalk(chance)),
        };
        return (name, new FairTail(source, Tail));
    }

    /// <summary>An execution has had so many choices.</summary>
    public void Learn(int choices)
    {
        // One that has reached its tail tells how long threads may ask in vain, and not how long the body is.
        if (choices < Tail)
            _choices = Math.Max(_choices, choices);
        if (_isExhausting && !_exhaustive.Advance())
            _exhaustive = new ExhaustiveWalk(++_bound);
    }
}
