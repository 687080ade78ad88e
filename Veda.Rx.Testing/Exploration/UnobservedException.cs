namespace Veda.Rx.Testing;

/// <summary>An operation or a thread of an execution has failed, and nobody has looked at its task.</summary>
/// <param name="error">What it has thrown.</param>
public sealed class UnobservedException(Exception error) : Exception($"An operation has failed and nobody has looked: {ErrorText.Of(error)}", error);
