namespace LogStats;

/// <summary>How far the reading has come.</summary>
/// <param name="Bytes">Bytes read of all files, as they lie on disk.</param>
/// <param name="Lines">Lines read.</param>
internal readonly record struct ReadingProgress(long Bytes, long Lines);
