namespace Veda.Rx.Testing;

/// <summary>How an execution was repeated by a body that may have changed.</summary>
/// <param name="Error">What the body threw, or why it did not end; null if all went well.</param>
/// <param name="Distance">How many choices were not those of the trace: made otherwise, among more or fewer alternatives, or not asked for; 0 if it was the same execution.</param>
public sealed record NearestReplay(Exception? Error, int Distance);
