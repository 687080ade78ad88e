namespace Veda.Rx.Tests.Equivalence;

/// <summary>What an observer saw: elements, then how it ended.</summary>
internal sealed record Outcome<T>(T[] Elements, string End)
{
    public Outcome(T[] elements, Exception? error) : this(elements, error is null ? Outcome.Completed : Outcome.Describe(error)) => Error = error;

    /// <summary>The error it ended with, if it did.</summary>
    public Exception? Error { get; }

    /// <summary>Whether it was ended by this token.</summary>
    public bool IsCancelledBy(CancellationToken token) => Error is OperationCanceledException cancelled && cancelled.CancellationToken == token;

    /// <summary>The same with the elements sorted: what an unordered stream promises.</summary>
    public Outcome<T> AsMultiset() => this with { Elements = [.. Elements.OrderBy(element => element?.ToString(), StringComparer.Ordinal)] };

    public bool Equals(Outcome<T>? other) => other is not null && End == other.End && Elements.AsSpan().SequenceEqual(other.Elements);

    public override int GetHashCode() => HashCode.Combine(Elements.Length, End);

    public override string ToString() => $"[{string.Join(", ", Elements.Take(40))}{(Elements.Length > 40 ? ", …" : "")}] ({Elements.Length}) {End}";
}

/// <summary>Ways to an outcome.</summary>
internal static class Outcome
{
    /// <summary>How a sequence ended without an error.</summary>
    public const string Completed = "completed";

    /// <summary>Enumerates a sequence to its end.</summary>
    public static Outcome<T> Of<T>(IEnumerable<T> sequence)
    {
        var elements = new List<T>();
        try
        {
            foreach (var element in sequence)
                elements.Add(element);
        }
        catch (Exception error)
        {
            return new([.. elements], error);
        }
        return new([.. elements], Completed);
    }

    /// <summary>The same for an async sequence.</summary>
    public static async Task<Outcome<T>> Of<T>(IAsyncEnumerable<T> sequence)
    {
        var elements = new List<T>();
        try
        {
            await foreach (var element in sequence)
                elements.Add(element);
        }
        catch (Exception error)
        {
            return new([.. elements], error);
        }
        return new([.. elements], Completed);
    }

    /// <summary>What something comes to: the elements of its result if that is a collection, otherwise the one result.</summary>
    public static Outcome<object?> OfResult<TResult>(Func<TResult> result)
    {
        try
        {
            return OfValue(result());
        }
        catch (Exception error)
        {
            return new([], error);
        }
    }

    /// <summary>The same for what has been had already.</summary>
    public static Outcome<object?> OfValue<TResult>(TResult value) =>
        new(value is System.Collections.IEnumerable items and not string ? [.. items.Cast<object?>()] : [value], Completed);

    /// <summary>An error as text. LINQ's own exceptions have other messages than ours, which name the verb.</summary>
    public static string Describe(Exception error) =>
        error is InvalidOperationException ? nameof(InvalidOperationException) : $"{error.GetType().Name}: {error.Message}";
}
