namespace Veda.Rx.Testing;

/// <summary>A source of choices that also wants to know what runs where there was no choice.</summary>
internal interface IStepWatcher
{
    /// <summary>Whether a step that was picked, or is the only one, may run. If not, the execution is left there: it differs from another one in nothing that matters.</summary>
    bool Allows(in Candidate step) => true;

    /// <summary>A step is about to run.</summary>
    void Ran(in Candidate step);
}
