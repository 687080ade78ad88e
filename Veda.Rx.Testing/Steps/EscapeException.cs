namespace Veda.Rx.Testing;

/// <summary>Something in a simulated execution has left the simulation: it runs on, or waits for, what the simulation does not see.</summary>
/// <param name="message">What, and what to do instead.</param>
public sealed class EscapeException(string message) : InvalidOperationException(message);
