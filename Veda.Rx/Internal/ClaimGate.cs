namespace Veda.Rx.Internal;

/// <summary>Lets one thread at a time read a source, without making the others wait: who cannot enter does something else, and is called back.</summary>
/// <remarks>
/// A field of the object that is passed to its methods as <c>owner</c>.
/// <code>
/// free ──enter──▶ held ──another tries──▶ wanted
///   ▲───exit: false──┘  ▲────────────────────┘
///   └────────────────────────exit: true──────┘
/// </code>
/// The refused one leaves its note by a swap of the very state that the one inside swaps on leaving, so of the two one sees
/// the other: the note is found by <see cref="Exit"/>, or the gate is found free.
/// </remarks>
internal struct ClaimGate<TSync> where TSync : struct, ISync
{
    private const long Free = 0;
    private const long Held = 1;
    private const long Wanted = 2;   // held, and somebody has gone away

    private long _state;   // one of the above; written by everybody, interlocked

    /// <summary>Whether somebody is inside.</summary>
    public bool IsHeld(object owner) => TSync.Load(owner, ref _state) != Free;

    /// <summary>Enters if nobody is inside, after a short spin; otherwise leaves a note that somebody wanted to.</summary>
    public bool TryEnter(object owner)
    {
        var spinner = default(SpinWait);
        while (!TSync.CompareAndSwap(owner, ref _state, Free, Held))
        {
            switch (TSync.Load(owner, ref _state))
            {
                // A claim from an array is over in some nanoseconds: look again before giving up.
                case Held when !TSync.TrySpin(ref spinner) && TSync.CompareAndSwap(owner, ref _state, Held, Wanted):
                case Wanted:
                    return false;
            }
        }
        return true;
    }

    /// <summary>Leaves.</summary>
    /// <returns>Whether somebody wanted to enter meanwhile, and should be called back.</returns>
    public bool Exit(object owner) => TSync.Exchange(owner, ref _state, Free) == Wanted;
}
