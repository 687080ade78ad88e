namespace Veda.Rx.Testing;

/// <summary>One step of an execution.</summary>
/// <param name="Step">Which one, from 1.</param>
/// <param name="Time">When, in ticks of virtual time; of real threads, since recording began.</param>
/// <param name="Lane">On which of the trace's lanes.</param>
/// <param name="Operation">What it did.</param>
/// <param name="Cause">The step that had it come; 0 for none.</param>
/// <param name="Picked">Which of the alternatives it was; 0 for the usual one.</param>
public readonly record struct TraceEvent(int Step, long Time, int Lane, string Operation, int Cause, int Picked);
