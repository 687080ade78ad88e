namespace Veda.Rx.Testing;

/// <summary>How a step touches a resource.</summary>
public enum Access
{
    /// <summary>Others that read it may as well come before as after.</summary>
    Read,

    /// <summary>The order matters to all others that touch it.</summary>
    Write,
}
