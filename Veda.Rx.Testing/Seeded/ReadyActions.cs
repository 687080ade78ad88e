using System.Runtime.InteropServices;

namespace Veda.Rx.Testing;

/// <summary>What is due, in the order in which it came to be so. Of more than some hundred the order is given up for speed.</summary>
internal sealed class ReadyActions
{
    /// <summary>Up to so many, taking one out keeps the order of the others.</summary>
    private const int Ordered = 256;

    private readonly List<VirtualAction> _actions = [];
    private readonly List<Candidate> _candidates = [];

    public int Count => _actions.Count;

    public ReadOnlySpan<Candidate> Candidates => CollectionsMarshal.AsSpan(_candidates);

    public VirtualAction this[int index] => _actions[index];

    public void Add(VirtualAction action)
    {
        _actions.Add(action);
        _candidates.Add(new Candidate(action.Path.Id, action.Path.Chain, action.Footprint) { StoreOf = action.StoreOf });
    }

    /// <summary>The first step of a chain among the first that are looked at, or the oldest action.</summary>
    public int Usual(ulong chain)
    {
        var looked = Math.Min(_candidates.Count, Ordered);
        for (var i = 0; i < looked; i++)
        {
            if (_candidates[i].Chain == chain)
                return i;
        }
        return 0;
    }

    public void Remove(VirtualAction action)
    {
        if (_actions.IndexOf(action) is >= 0 and var index)
            RemoveAt(index);
    }

    public void Clear()
    {
        _actions.Clear();
        _candidates.Clear();
    }

    public void RemoveAt(int index)
    {
        if (_actions.Count > Ordered)
        {
            (_actions[index], _candidates[index]) = (_actions[^1], _candidates[^1]);
            index = _actions.Count - 1;
        }
        _actions.RemoveAt(index);
        _candidates.RemoveAt(index);
    }
}
