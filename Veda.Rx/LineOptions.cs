namespace Veda.Rx;

/// <summary>How lines are read. Immutable; checked by the call that takes it.</summary>
public sealed record LineOptions
{
    internal const int BlockSize = 65_536;   // below what goes to the large object heap

    /// <summary>The most bytes of a line, without its end; a longer one ends the stream with <see cref="InvalidDataException"/>. Range 65,536 to 1 GiB; default 16 MiB.</summary>
    public int MaxLineBytes { get; init; } = 1 << 24;

    /// <summary>
    /// Whether the memory of lines is used for others as soon as their batch has been worked on and its results have been delivered. Then a line that
    /// <c>Utf8Lines</c> gives must not be kept: it is valid in the delegates of the stages and of the reduction that follow it, in those of <c>Scan</c> and
    /// <c>TakeWhile</c>, too, but not behind these, nor behind <c>On</c>, <c>Chunk</c>, <c>Zip</c> or a <c>FlatMap</c> of such streams, nor for who enumerates the lines. What is to stay is copied before, as <c>CountBy</c> does with keys that are bytes. Default false: lines may be kept, and blocks are left
    /// to the garbage collector. <c>Lines</c>, which keeps none, uses memory again in any case.
    /// </summary>
    public bool ReusesMemory { get; init; }

    internal LineOptions Validated() => MaxLineBytes is >= BlockSize and <= 1 << 30 ? this
        : throw new ArgumentOutOfRangeException(nameof(MaxLineBytes), MaxLineBytes, $"{nameof(LineOptions)}.{nameof(MaxLineBytes)} is {MaxLineBytes}; allowed are 65,536 to 1,073,741,824.");
}
