namespace Veda.Rx.Testing;

/// <summary>The operators that chains are made of. The number is that of the <see cref="OperatorStep"/>.</summary>
public enum OperatorKind
{
    /// <summary>Adds the number.</summary>
    Map,

    /// <summary>Passes everything on, but throws a <see cref="MarbleException"/> at an element that is the number.</summary>
    MapThatThrows,

    /// <summary>Keeps the multiples of the number plus 1.</summary>
    Filter,

    /// <summary>Repeats each element so many times.</summary>
    FlatMap,

    /// <summary>So many elements from the beginning.</summary>
    Take,

    /// <summary>Elements while they are less than the number.</summary>
    TakeWhile,

    /// <summary>All but so many from the beginning.</summary>
    Skip,

    /// <summary>Running sums, with the number as the first summand.</summary>
    Scan,

    /// <summary>Sums of chunks, whose length is the number plus 1.</summary>
    Chunk,
}
