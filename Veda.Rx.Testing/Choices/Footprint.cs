namespace Veda.Rx.Testing;

/// <summary>What a step touches.</summary>
/// <param name="Resource">A name or an object; equal ones are the same resource.</param>
/// <param name="Access">How.</param>
public readonly record struct Footprint(object Resource, Access Access)
{
    /// <summary>What it also writes to: a fence has everything that its thread has stored reach memory. Null for nothing.</summary>
    internal object[]? Also { get; init; }

    /// <summary>Whether it matters which of the two comes first.</summary>
    /// <param name="other">What another chain touches.</param>
    public bool ConflictsWith(Footprint other) =>
        (Access == Access.Write || other.Access == Access.Write) && Resource.Equals(other.Resource)
        || Also is not null && other.IsAmong(Also) || other.Also is not null && IsAmong(other.Also);

    /// <inheritdoc/>
    public override string ToString() => $"{(Access == Access.Read ? "read" : "write")} {Resource as string ?? Resource.GetType().Name}";

    /// <summary>Whether it touches one of several resources.</summary>
    private bool IsAmong(object[] resources) => Array.IndexOf(resources, Resource) >= 0 || Also is not null && Array.Exists(Also, also => Array.IndexOf(resources, also) >= 0);
}
