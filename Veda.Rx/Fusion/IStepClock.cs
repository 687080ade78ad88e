namespace Veda.Rx.Fusion;

/// <summary>What a lane asks of its segment while it works.</summary>
internal interface IStepClock
{
    /// <summary>Whether a step has taken so long that what it has should get out.</summary>
    /// <param name="began">The mark of the segment's cost model at its beginning.</param>
    bool IsLong(long began);
}
