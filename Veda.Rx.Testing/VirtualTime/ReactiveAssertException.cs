namespace Veda.Rx.Testing;

/// <summary>An assertion of <see cref="ReactiveAssert"/> does not hold.</summary>
/// <param name="message">What was expected, and what there was.</param>
/// <param name="cause">The exception that was thrown instead of the expected one, if any.</param>
public sealed class ReactiveAssertException(string message, Exception? cause = null) : Exception(message, cause), IAssertionException;
