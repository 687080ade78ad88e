namespace Veda.Rx.Testing;

/// <summary>How choices are made again.</summary>
internal enum ReplayMode
{
    /// <summary>Another question than then is an error.</summary>
    Strict,

    /// <summary>The same actions as far as they are due, for a program that has changed.</summary>
    Nearest,

    /// <summary>The same numbers, for tries with some of them changed.</summary>
    ByNumber,
}
