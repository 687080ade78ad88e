namespace Veda.Rx.Testing;

/// <summary>Several strategies in turn, each with what earlier executions have taught.</summary>
internal sealed class Portfolio(IReadOnlyList<Strategy> strategies, ulong seed)
{
    private const int LeastFairTail = 1_000;

    private readonly int[] _turns = new int[Enum.GetValues<Strategy>().Length];
    private ExhaustiveWalk _exhaustive = new(0);
    private UniformWalk? _uniform;
    private int _bound;
    private int _choices;   // the most that an execution has had
    private bool _isExhausting;

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
        return (name, strategy == Strategy.RandomWalk ? source : new FairTail(source, LeastFairTail + 2 * _choices));
    }

    /// <summary>An execution has had so many choices.</summary>
    public void Learn(int choices)
    {
        _choices = Math.Max(_choices, choices);
        if (_isExhausting && !_exhaustive.Advance())
            _exhaustive = new ExhaustiveWalk(++_bound);
    }
}
