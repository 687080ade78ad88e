namespace Veda.Rx.Testing;

/// <summary>One operator on whole numbers, as Veda has it and as LINQ has it. Two are equal when kind and number are.</summary>
/// <param name="Kind">Which operator.</param>
/// <param name="Number">What varies it, from 0; its meaning is that of the kind.</param>
/// <example><code>
/// var step = new OperatorStep(OperatorKind.Take, 3);
/// var stream = step.Apply(VedaStream.Range(0, 10));              // 0, 1, 2
/// var sequence = step.Apply(Enumerable.Range(0, 10));            // 0, 1, 2
/// </code></example>
public sealed record OperatorStep(OperatorKind Kind, int Number)
{
    /// <summary>Which operator.</summary>
    public OperatorKind Kind { get; } = Enum.IsDefined(Kind) ? Kind : throw new ArgumentOutOfRangeException(nameof(Kind), Kind, $"{nameof(Kind)} is {Kind}; allowed: {string.Join(", ", Enum.GetNames<OperatorKind>())}.");

    /// <summary>What varies it.</summary>
    public int Number { get; } = Number >= 0 ? Number : throw new ArgumentOutOfRangeException(nameof(Number), Number, $"{nameof(Number)} is {Number}; allowed: from 0.");

    /// <summary>The operator on a stream.</summary>
    /// <param name="source">The stream.</param>
    /// <exception cref="ArgumentNullException"><paramref name="source"/> is null.</exception>
    public VedaStream<int> Apply(VedaStream<int> source)
    {
        ArgumentNullException.ThrowIfNull(source);
        return Kind switch
        {
            OperatorKind.Map => source.Map(Plus),
            OperatorKind.MapThatThrows => source.Map(NotTheNumber),
            OperatorKind.Filter => source.Filter(IsMultiple),
            OperatorKind.FlatMap => source.FlatMap(Repeated),
            OperatorKind.Take => source.Take(Number),
            OperatorKind.TakeWhile => source.TakeWhile(IsLess),
            OperatorKind.Skip => source.Skip(Number),
            OperatorKind.Scan => source.Scan(Number, Sum),
            _ => source.Chunk(Number + 1).Map(Total),
        };
    }

    /// <summary>The same operator on a sequence: its model.</summary>
    /// <param name="source">The sequence.</param>
    /// <exception cref="ArgumentNullException"><paramref name="source"/> is null.</exception>
    public IEnumerable<int> Apply(IEnumerable<int> source)
    {
        ArgumentNullException.ThrowIfNull(source);
        return Kind switch
        {
            OperatorKind.Map => source.Select(Plus),
            OperatorKind.MapThatThrows => source.Select(NotTheNumber),
            OperatorKind.Filter => source.Where(IsMultiple),
            OperatorKind.FlatMap => source.SelectMany(Repeated),
            OperatorKind.Take => source.Take(Number),
            OperatorKind.TakeWhile => source.TakeWhile(IsLess),
            OperatorKind.Skip => source.Skip(Number),
            OperatorKind.Scan => Scanned(source),
            _ => source.Chunk(Number + 1).Select(Total),
        };
    }

    /// <summary>The step as code: <c>Map(x => x + 3)</c>.</summary>
    public override string ToString() => Kind switch
    {
        OperatorKind.Map => $"Map(x => x + {Number})",
        OperatorKind.MapThatThrows => $"Map(x => x == {Number} ? throw : x)",
        OperatorKind.Filter => $"Filter(x => x % {Number + 1} == 0)",
        OperatorKind.FlatMap => $"FlatMap(x => Repeat(x, {Number}))",
        OperatorKind.Take => $"Take({Number})",
        OperatorKind.TakeWhile => $"TakeWhile(x => x < {Number})",
        OperatorKind.Skip => $"Skip({Number})",
        OperatorKind.Scan => $"Scan({Number}, (sum, x) => sum + x)",
        _ => $"Chunk({Number + 1}).Map(chunk => chunk.Sum())",
    };

    private int Plus(int x) => unchecked(x + Number);

    private int NotTheNumber(int x) => x == Number ? throw new MarbleException($"at {Number}") : x;

    private bool IsMultiple(int x) => x % (Number + 1) == 0;

    private bool IsLess(int x) => x < Number;

    private IEnumerable<int> Repeated(int x) => Enumerable.Repeat(x, Number);

    private static int Sum(int sum, int x) => unchecked(sum + x);

    private static int Total(int[] chunk) => chunk.Aggregate(0, Sum);

    private IEnumerable<int> Scanned(IEnumerable<int> source)
    {
        var sum = Number;
        foreach (var x in source)
            yield return sum = Sum(sum, x);
    }
}
