namespace Veda.Rx.Testing;

/// <summary>How a law was broken.</summary>
/// <param name="Law">Which one.</param>
/// <param name="Detail">What was expected, and what came.</param>
/// <param name="Cause">The exception that left an action, if one did.</param>
internal sealed record LawBreach(RxLaw Law, string Detail, Exception? Cause = null)
{
    /// <summary>The law in words.</summary>
    public string Name => Law switch
    {
        RxLaw.Grammar => "the Rx grammar",
        RxLaw.Equivalence => "equivalence with its model",
        RxLaw.Silence => "silence after disposal",
        _ => "release of its source",
    };
}
