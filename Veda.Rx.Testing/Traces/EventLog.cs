namespace Veda.Rx.Testing;

/// <summary>Writes down what a scheduler runs.</summary>
/// <param name="expected">What the execution repeats: a step that is not the same as there is an error. Null if it repeats nothing, or only the choices.</param>
internal sealed class EventLog(Trace? expected = null)
{
    private readonly Dictionary<ulong, int> _lanes = [];
    private readonly Dictionary<ulong, string> _names = [];
    private readonly List<string> _laneNames = [];
    private readonly List<TraceEvent> _events = [];
    private readonly List<ulong> _hashes = [];
    private ulong _hash;

    public IReadOnlyList<TraceEvent> Events => _events;

    /// <summary>One for each chain, in the order in which they first ran.</summary>
    public IReadOnlyList<string> Lanes => _laneNames;

    /// <summary>Of all steps up to every so many, and up to the end.</summary>
    public IReadOnlyList<ulong> Hashes => _events.Count % Trace.StepsPerHash == 0 ? _hashes : [.. _hashes, _hash];

    /// <summary>A chain has a name.</summary>
    public void Add(Chain chain) => _names[chain.Id] = chain.Name;

    public void Add(int step, long time, VirtualAction action, int picked)
    {
        var operation = action.Operation;
        var added = new TraceEvent(step, time, Lane(action.Path.Chain, operation), operation, action.Cause, picked);
        if (expected is not null && _events.Count < expected.Events.Count && !IsSame(added, expected.Events[_events.Count]))
            throw Divergence(Trace.Describe(added, _laneNames));
        _events.Add(added);
        _hash = SplitMix.Mix(_hash, SplitMix.Mix(action.Path.Id, (ulong)time));
        if (_events.Count % Trace.StepsPerHash == 0)
            _hashes.Add(_hash);
    }

    /// <summary>How an execution that has ended differs from a longer one that it repeats; null if it does not.</summary>
    /// <param name="error">What it has ended with; null if all went well.</param>
    public ReplayDivergenceException? Missing(Exception? error) =>
        expected is not null && _events.Count < expected.Events.Count ? Divergence(error is null ? "nothing is left to run" : $"the execution has ended with {error.GetType().Name}", error) : null;

    /// <summary>What a step is called does not decide: it may contain what a test's own objects call themselves.</summary>
    private static bool IsSame(TraceEvent one, TraceEvent other) => one with { Operation = other.Operation } == other;

    private ReplayDivergenceException Divergence(string now, Exception? error = null) =>
        new(_events.Count + 1, choice: null, $"then it was '{Trace.Describe(expected!.Events[_events.Count], expected.Lanes)}', and now {now}", error);

    private int Lane(ulong chain, string operation)
    {
        if (!_lanes.TryGetValue(chain, out var lane))
        {
            _lanes[chain] = lane = _laneNames.Count;
            _laneNames.Add(_names.TryGetValue(chain, out var name) ? name : $"{operation} {lane + 1}");
        }
        return lane;
    }
}
