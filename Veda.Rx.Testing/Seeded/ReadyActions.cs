using System.Runtime.InteropServices;

namespace Veda.Rx.Testing;

/// <summary>What is due, in the order in which it came to be so. Of more than some hundred the order is given up for speed.</summary>
internal sealed class ReadyActions
{
    /// <summary>Up to so many, taking one out keeps the order of the others.</summary>
    private const int Ordered = 256;

    private readonly List<VirtualAction> _actions = [];
    private readonly List<Candidate> _candidates = [];
    private VirtualAction? _only;   // one that there is no choice about: not in the lists, which would cost more than the rest of its step

    public int Count => _only is null ? _actions.Count : 1;

    public ReadOnlySpan<Candidate> Candidates
    {
        get
        {
            ListOnly();
            return CollectionsMarshal.AsSpan(_candidates);
        }
    }

    public VirtualAction this[int index] => _only ?? _actions[index];

    public void Add(VirtualAction action)
    {
        if (Count == 0)
        {
            _only = action;
            return;
        }
        ListOnly();
        List(action);
    }

    /// <summary>The first step of a chain among the first that are looked at, or the oldest action.</summary>
    public int Usual(ulong chain)
    {
        var candidates = Candidates;
        var looked = Math.Min(candidates.Length, Ordered);
        for (var i = 0; i < looked; i++)
        {
            if (candidates[i].Chain == chain)
                return i;
        }
        return 0;
    }

    public void Remove(VirtualAction action)
    {
        if (_only == action)
            _only = null;
        else if (_actions.IndexOf(action) is >= 0 and var index)
            RemoveAt(index);
    }

    public void Clear()
    {
        _only = null;
        _actions.Clear();
        _candidates.Clear();
    }

    public void RemoveAt(int index)
    {
        if (_only is not null)
        {
            _only = null;
            return;
        }
        if (_actions.Count > Ordered)
        {
            (_actions[index], _candidates[index]) = (_actions[^1], _candidates[^1]);
            index = _actions.Count - 1;
        }
        _actions.RemoveAt(index);
        _candidates.RemoveAt(index);
    }

    private void ListOnly()
    {
        if (_only is not { } only)
            return;
        _only = null;
        List(only);
    }

    private void List(VirtualAction action)
    {
        _actions.Add(action);
        _candidates.Add(new Candidate(action.Path.Id, action.Path.Chain, action.Footprint) { StoreOf = action.StoreOf });
    }
}
