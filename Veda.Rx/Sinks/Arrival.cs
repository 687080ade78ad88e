using Veda.Rx.Internal;

namespace Veda.Rx.Sinks;

/// <summary>Whether anything has arrived since its reader last began to look: what the reader waits on. A field of the object that is passed as <c>owner</c>.</summary>
/// <remarks>
/// The reader forgets, looks, and waits if it found nothing; the writer writes, then sets. The fence between forgetting and
/// looking keeps them from missing each other:
/// <code>
/// reader                                          writer
/// forgets: still in the store buffer
/// looks: nothing
///                                                 writes the last result; sets; nobody is parked yet
/// the store buffer is written out: forgotten
/// parks for ever
/// </code>
/// </remarks>
internal struct Arrival<TSync> where TSync : struct, ISync
{
    private bool _set;   // by the writer; cleared by the reader

    /// <summary>For the reader, before it looks.</summary>
    public void Forget(object owner)
    {
        TSync.Store(owner, ref _set, false);
        TSync.Fence();
    }

    /// <summary>For the writer, behind what it has written. It then wakes the reader.</summary>
    public void Set(object owner) => TSync.Store(owner, ref _set, true);

    /// <summary>Whether to look again.</summary>
    public bool IsSet(object owner) => TSync.Load(owner, ref _set);
}
