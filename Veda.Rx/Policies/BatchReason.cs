namespace Veda.Rx;

/// <summary>Why a batch has as many elements as it has.</summary>
public enum BatchReason
{
    /// <summary>Nothing has been measured yet: as many as before, or one.</summary>
    NothingMeasured,

    /// <summary>So many times the batch before: elements have been cheap, but those to come need not be like them.</summary>
    Growth,

    /// <summary>As many as cost what a batch should cost: <see cref="ISchedulingPolicy.BatchCost"/>.</summary>
    Target,

    /// <summary>A quarter of that, since others wait for a worker.</summary>
    OthersWait,

    /// <summary>A part of what is left, so that no dear batch comes last.</summary>
    Taper,

    /// <summary>The source has made a claim wait: what it gives next should not wait for more.</summary>
    SlowSource,

    /// <summary>The least or the most that <c>WithBatch</c> or <see cref="VedaOptions"/> allow.</summary>
    Bounds,
}
