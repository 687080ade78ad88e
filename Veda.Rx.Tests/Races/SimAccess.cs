namespace Veda.Rx.Tests.Races;

/// <summary>One access to one cell, at the moment when it reaches memory.</summary>
internal readonly record struct SimAccess(SimThread By, SimCell Cell, bool Writes)
{
    /// <summary>Whether the order of the two matters.</summary>
    public bool ConflictsWith(SimAccess other) => By != other.By && (Writes || other.Writes) && Cell.Is(other.Cell);
}
