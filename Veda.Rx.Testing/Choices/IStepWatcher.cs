namespace Veda.Rx.Testing;

/// <summary>A source of choices that also wants to know what runs where there was no choice.</summary>
internal interface IStepWatcher
{
    /// <summary>A step is about to run.</summary>
    void Ran(in Candidate step);
}
