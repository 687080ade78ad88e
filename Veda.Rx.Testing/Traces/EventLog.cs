namespace Veda.Rx.Testing;

/// <summary>Writes down what a scheduler runs.</summary>
internal sealed class EventLog
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
        _events.Add(new TraceEvent(step, time, Lane(action.Path.Chain), action.Operation, action.Cause, picked));
        _hash = SplitMix.Mix(_hash, SplitMix.Mix(action.Path.Id, (ulong)time));
        if (_events.Count % Trace.StepsPerHash == 0)
            _hashes.Add(_hash);
    }

    private int Lane(ulong chain)
    {
        if (!_lanes.TryGetValue(chain, out var lane))
        {
            _lanes[chain] = lane = _laneNames.Count;
            _laneNames.Add(_names.TryGetValue(chain, out var name) ? name : $"actions {lane + 1}");
        }
        return lane;
    }
}
