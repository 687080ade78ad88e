namespace Veda.Rx.Tests.Equivalence;

/// <summary>Over values.</summary>
public sealed class EquivalenceTests() : EquivalenceProperties<int>(Element.Ints, 800);

/// <summary>Over references, whose buffers have to be cleared.</summary>
public sealed class ReferenceEquivalenceTests() : EquivalenceProperties<string>(Element.Strings, 300);
