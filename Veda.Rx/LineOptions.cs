namespace Veda.Rx;

/// <summary>How lines are read. Immutable; checked by the call that takes it.</summary>
public sealed record LineOptions
{
    internal const int BlockSize = 65_536;   // below what goes to the large object heap

    /// <summary>The most bytes of a line, without its end; a longer one ends the stream with <see cref="InvalidDataException"/>. Range 65,536 to 1 GiB; default 16 MiB.</summary>
    public int MaxLineBytes { get; init; } = 1 << 24;

    internal LineOptions Validated() => MaxLineBytes is >= BlockSize and <= 1 << 30 ? this
        : throw new ArgumentOutOfRangeException(nameof(MaxLineBytes), MaxLineBytes, $"{nameof(LineOptions)}.{nameof(MaxLineBytes)} is {MaxLineBytes}; allowed are 65,536 to 1,073,741,824.");
}
