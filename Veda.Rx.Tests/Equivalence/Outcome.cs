namespace Veda.Rx.Tests.Equivalence;

/// <summary>What an observer saw: elements, then how it ended.</summary>
internal sealed record Outcome(int[] Elements, string End)
{
    /// <summary>How a sequence ended without an error.</summary>
    public const string Completed = "completed";

    /// <summary>Enumerates a sequence to its end.</summary>
    public static Outcome Of(IEnumerable<int> sequence)
    {
        var elements = new List<int>();
        try
        {
            foreach (var element in sequence)
                elements.Add(element);
        }
        catch (Exception error)
        {
            return new Outcome([.. elements], Describe(error));
        }
        return new Outcome([.. elements], Completed);
    }

    public static string Describe(Exception error) => $"{error.GetType().Name}: {error.Message}";

    /// <summary>The same with the elements sorted: what an unordered stream promises.</summary>
    public Outcome AsMultiset() => this with { Elements = [.. Elements.Order()] };

    public bool Equals(Outcome? other) => other is not null && End == other.End && Elements.AsSpan().SequenceEqual(other.Elements);

    public override int GetHashCode() => HashCode.Combine(Elements.Length, End);

    public override string ToString() => $"[{string.Join(", ", Elements.Take(40))}{(Elements.Length > 40 ? ", …" : "")}] ({Elements.Length}) {End}";
}
