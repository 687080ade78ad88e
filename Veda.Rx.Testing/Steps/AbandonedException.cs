namespace Veda.Rx.Testing;

/// <summary>Unwinds a simulated thread whose execution is over.</summary>
internal sealed class AbandonedException() : Exception("The simulated execution is over, and this thread of it unwinds. Let the exception pass.");
