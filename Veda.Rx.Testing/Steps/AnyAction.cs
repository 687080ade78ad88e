namespace Veda.Rx.Testing;

/// <summary>What a simulated thread waits for that has to look again whenever anything has happened.</summary>
internal sealed class AnyAction : IWaitedFor
{
    public static readonly AnyAction Instance = new();

    public string Description => "a stream";

    public VirtualThread? Holder => null;
}
