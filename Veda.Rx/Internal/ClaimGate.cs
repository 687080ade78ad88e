namespace Veda.Rx.Internal;

/// <summary>Lets one thread at a time read a source, without making the others wait: who cannot enter does something else, and is called back.</summary>
internal struct ClaimGate
{
    private const int Free = 0;
    private const int Held = 1;
    private const int Wanted = 2;   // held, and somebody has gone away

    private int _state;

    /// <summary>Enters if nobody is inside, after a short spin; otherwise leaves a note that somebody wanted to.</summary>
    public bool TryEnter()
    {
        var spinner = new SpinWait();
        while (true)
        {
            switch (Interlocked.CompareExchange(ref _state, Held, Free))
            {
                case Free:
                    return true;
                // A claim from an array is over in some nanoseconds: look again before giving up.
                case Held when !spinner.NextSpinWillYield:
                    spinner.SpinOnce(-1);
                    break;
                case Held when Interlocked.CompareExchange(ref _state, Wanted, Held) == Held:
                case Wanted:
                    return false;
            }
        }
    }

    /// <summary>Leaves.</summary>
    /// <returns>Whether somebody wanted to enter meanwhile, and should be called back.</returns>
    public bool Exit() => Interlocked.Exchange(ref _state, Free) == Wanted;
}
