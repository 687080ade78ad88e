namespace Veda.Rx.Internal;

/// <summary>Who is there at present. It keeps nobody alive: who is collected leaves by that. Thread-safe.</summary>
internal sealed class Roster<T> where T : class
{
    private readonly Lock _lock = new();

    /// <summary>The latest of a doubly linked list. Guarded by the lock, as are the links.</summary>
    private Entry? _latest;

    /// <summary>Adds somebody, once.</summary>
    /// <returns>The entry, to leave by.</returns>
    public Entry Add(T member)
    {
        var entry = new Entry(member);
        lock (_lock)
        {
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
            Unlink(entry);
    }

    /// <summary>Who is there now, the latest first.</summary>
    public List<T> ToList()
    {
        var members = new List<T>();
        lock (_lock)
        {
            for (var entry = _latest; entry is not null; entry = entry.Earlier)
            {
                if (entry.TryGet(out var member))
                    members.Add(member);
                else
                    Unlink(entry);
            }
        }
        return members;
    }

    private void Unlink(Entry entry)
    {
        if (entry.HasLeft)
            return;
        entry.HasLeft = true;
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
