namespace Veda.Rx.Testing;

/// <summary>What a simulated thread can wait for.</summary>
internal interface IWaitedFor
{
    /// <summary>Behind "waits for", for people.</summary>
    string Description { get; }

    /// <summary>Who would have to do something; null if that is open.</summary>
    VirtualThread? Holder { get; }
}
