namespace Veda.Rx.Testing;

/// <summary>Tells xunit, which goes by the name, that an exception is a failed assertion and not an error.</summary>
internal interface IAssertionException;
