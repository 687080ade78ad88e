using FsCheck;
using FsCheck.Fluent;

namespace Veda.Rx.Testing;

/// <summary>Operators one behind the other, as Veda has them and as LINQ has them. Immutable; two are equal when their steps are.</summary>
/// <param name="steps">The steps, the source's first.</param>
/// <exception cref="ArgumentNullException"><paramref name="steps"/> is null.</exception>
/// <example><code>
/// var chain = new OperatorChain([new(OperatorKind.Map, 1), new(OperatorKind.Take, 2)]);
/// chain.ToString();                        // "Map(x => x + 1).Take(2)"
/// chain.Apply(Enumerable.Range(0, 5));     // 1, 2
/// </code></example>
public sealed class OperatorChain(IEnumerable<OperatorStep> steps) : IEquatable<OperatorChain>
{
    private const int MostSteps = 4, LargestNumber = 6;

    /// <summary>The steps, the source's first.</summary>
    public IReadOnlyList<OperatorStep> Steps { get; } = [.. steps ?? throw new ArgumentNullException(nameof(steps))];

    internal static Gen<OperatorChain> Generator { get; } =
        from length in Gen.Choose(0, MostSteps)
        from steps in Gen.Elements(Enum.GetValues<OperatorKind>()).Zip(Gen.Choose(0, LargestNumber), (kind, number) => new OperatorStep(kind, number)).ArrayOf(length)
        select new OperatorChain(steps);

    /// <summary>The chain on a stream.</summary>
    /// <param name="source">The stream.</param>
    /// <exception cref="ArgumentNullException"><paramref name="source"/> is null.</exception>
    public VedaStream<int> Apply(VedaStream<int> source)
    {
        ArgumentNullException.ThrowIfNull(source);
        return Steps.Aggregate(source, (stream, step) => step.Apply(stream));
    }

    /// <summary>The same chain on a sequence: its model.</summary>
    /// <remarks>No step knows what the one before it is. LINQ otherwise leaves out calls of delegates, and with them their errors.</remarks>
    /// <param name="source">The sequence.</param>
    /// <exception cref="ArgumentNullException"><paramref name="source"/> is null.</exception>
    public IEnumerable<int> Apply(IEnumerable<int> source)
    {
        ArgumentNullException.ThrowIfNull(source);
        return Steps.Aggregate(source, (sequence, step) => Opaque(step.Apply(sequence)));
    }

    /// <summary>Whether the steps are equal.</summary>
    /// <param name="other">What to compare with.</param>
    public bool Equals(OperatorChain? other) => other is not null && Steps.SequenceEqual(other.Steps);

    /// <inheritdoc/>
    public override bool Equals(object? obj) => Equals(obj as OperatorChain);

    /// <inheritdoc/>
    public override int GetHashCode() => Steps.Aggregate(0, HashCode.Combine);

    /// <summary>The chain as code; without a step, <c>(nothing)</c>.</summary>
    public override string ToString() => Steps.Count == 0 ? "(nothing)" : string.Join('.', Steps);

    /// <summary>Simpler chains, the simplest first: without steps, without one, with a smaller number.</summary>
    internal static IEnumerable<OperatorChain> Shrink(OperatorChain chain)
    {
        if (chain.Steps.Count > 1)
            yield return new OperatorChain([]);
        for (var i = 0; i < chain.Steps.Count; i++)
            yield return new OperatorChain([.. chain.Steps.Take(i), .. chain.Steps.Skip(i + 1)]);
        for (var i = 0; i < chain.Steps.Count; i++)
        {
            foreach (var number in ScriptShrinker.Smaller(chain.Steps[i].Number))
                yield return new OperatorChain([.. chain.Steps.Take(i), new(chain.Steps[i].Kind, (int)number), .. chain.Steps.Skip(i + 1)]);
        }
    }

    private static IEnumerable<int> Opaque(IEnumerable<int> sequence)
    {
        foreach (var item in sequence)
            yield return item;
    }
}
