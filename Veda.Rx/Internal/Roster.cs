namespace Veda.Rx.Internal;

/// <summary>Who is there at present. It keeps nobody alive: who is collected leaves by that. Thread-safe.</summary>
/// <remarks>Places of members that were collected are given up when somebody looks, and when twice as many are taken as last time.</remarks>
internal sealed class Roster<T> where T : class
{
    private const int Least = 64;

    private readonly Lock _lock = new();

    /// <summary>The latest of a doubly linked list. Guarded by the lock, as are the links.</summary>
    private Entry? _latest;

    /// <summary>The places taken, and how many may be before those of collected members are given up. Guarded by the lock.</summary>
    private int _places, _most = Least;

    /// <summary>How many places are taken: by those who are there, and by some who were collected.</summary>
    public int Places
    {
        get
        {
            lock (_lock)
                return _places;
        }
    }

    /// <summary>Adds somebody, once.</summary>
    /// <returns>The entry, to leave by.</returns>
    public Entry Add(T member)
    {
        var entry = new Entry(member);
        lock (_lock)
        {
            if (_places == _most)
            {
                Look_NeedsLock(null);
                _most = Math.Max(2 * _places, Least);
            }
            _places++;
            entry.Earlier = _latest;
            if (_latest is not null)
                _latest.Later = entry;
            _latest = entry;
        }
        return entry;
    }

    /// <summary>Somebody leaves; does nothing if that has happened.</summary>
    public void Remove(Entry entry)
    {
        lock (_lock)
            Unlink_NeedsLock(entry);
    }

    /// <summary>Who is there now, the latest first.</summary>
    public List<T> ToList()
    {
        var members = new List<T>();
        lock (_lock)
            Look_NeedsLock(members);
        return members;
    }

    private void Look_NeedsLock(List<T>? found)
    {
        for (var entry = _latest; entry is not null; entry = entry.Earlier)
        {
            if (entry.TryGet(out var member))
                found?.Add(member);
            else
                Unlink_NeedsLock(entry);
        }
    }

    private void Unlink_NeedsLock(Entry entry)
    {
        if (entry.HasLeft)
            return;
        entry.HasLeft = true;
        _places--;
        if (entry.Later is { } later)
            later.Earlier = entry.Earlier;
        else
            _latest = entry.Earlier;
        if (entry.Earlier is { } earlier)
            earlier.Later = entry.Later;
    }

    /// <summary>One member's place.</summary>
    public sealed class Entry(T member)
    {
        private readonly WeakReference<T> _member = new(member);

        internal Entry? Earlier { get; set; }

        internal Entry? Later { get; set; }

        internal bool HasLeft { get; set; }

        internal bool TryGet([System.Diagnostics.CodeAnalysis.NotNullWhen(true)] out T? found) => _member.TryGetTarget(out found);
    }
}
