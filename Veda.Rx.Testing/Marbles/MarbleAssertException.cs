namespace Veda.Rx.Testing;

/// <summary>What came is not what a marble diagram shows.</summary>
/// <param name="message">Both diagrams, and the first difference.</param>
public sealed class MarbleAssertException(string message) : Exception(message), IAssertionException;
