namespace Veda.Rx.Testing;

/// <summary>Where an action comes from.</summary>
/// <param name="Id">Of the action: made of its parent's and of how many that had scheduled before, so the same whatever ran in between.</param>
/// <param name="Chain">What it is a step of: what would be one thread's.</param>
/// <param name="IsOwned">Whether that is a thread or an operation of a test's; otherwise the first child goes on with the chain.</param>
internal readonly record struct ActionPath(ulong Id, ulong Chain, bool IsOwned)
{
    /// <summary>The path of a child.</summary>
    /// <param name="earlier">How many children came before it.</param>
    public ActionPath Child(int earlier)
    {
        var id = SplitMix.Mix(Id, (ulong)earlier);
        return new ActionPath(id, earlier == 0 && Id != 0 && !IsOwned ? Chain : id, IsOwned: false);
    }
}
