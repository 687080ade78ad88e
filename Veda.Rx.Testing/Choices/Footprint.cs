namespace Veda.Rx.Testing;

/// <summary>What a step touches.</summary>
/// <param name="Resource">A name or an object; equal ones are the same resource.</param>
/// <param name="Access">How.</param>
public readonly record struct Footprint(object Resource, Access Access)
{
    /// <summary>Whether it matters which of the two comes first.</summary>
    /// <param name="other">What another chain touches.</param>
    public bool ConflictsWith(Footprint other) => (Access == Access.Write || other.Access == Access.Write) && Resource.Equals(other.Resource);

    /// <inheritdoc/>
    public override string ToString() => $"{(Access == Access.Read ? "read" : "write")} {Resource as string ?? Resource.GetType().Name}";
}
