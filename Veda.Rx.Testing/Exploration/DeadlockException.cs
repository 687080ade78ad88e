namespace Veda.Rx.Testing;

/// <summary>An execution has not ended, and nothing is left that could run: it waits for itself, or for something outside of the simulation.</summary>
/// <param name="message">What waits.</param>
public sealed class DeadlockException(string message) : Exception(message);
