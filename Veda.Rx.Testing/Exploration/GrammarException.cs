namespace Veda.Rx.Testing;

/// <summary>An observable has broken the Rx grammar: <c>OnNext* (OnError | OnCompleted)?</c>, one call at a time, none after the subscription was disposed.</summary>
/// <param name="message">How.</param>
public sealed class GrammarException(string message) : Exception(message);
