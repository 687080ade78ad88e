namespace Veda.Rx.Testing;

/// <summary>Which scripts to generate.</summary>
[Flags]
public enum ScriptKinds
{
    /// <summary>Not even a script: nothing can be generated.</summary>
    None = 0,

    /// <summary>Cold ones.</summary>
    Cold = 1,

    /// <summary>Hot ones.</summary>
    Hot = 2,

    /// <summary>Only ones that break the Rx grammar: values after the end, or two ends. Without it, none that do.</summary>
    Rogue = 4,

    /// <summary>Only ones whose subscription is to be disposed at some instant. Without it, none with such an instant.</summary>
    Disposed = 8,
}
