using System.Diagnostics;
using System.Globalization;

namespace Veda.Rx.Testing;

/// <summary>The virtual times at which a subscription began and ended. Two are equal when both times are.</summary>
/// <param name="subscribe">When it began, in ticks.</param>
/// <param name="unsubscribe">When it was disposed, in ticks.</param>
[DebuggerDisplay("({Subscribe}, {Unsubscribe})")]
public readonly struct Subscription(long subscribe, long unsubscribe) : IEquatable<Subscription>
{
    /// <summary>The end of a subscription that has not been disposed.</summary>
    public const long Infinite = long.MaxValue;

    /// <summary>A subscription that has not been disposed.</summary>
    /// <param name="subscribe">When it began, in ticks.</param>
    public Subscription(long subscribe) : this(subscribe, Infinite)
    {
    }

    /// <summary>When it began, in ticks.</summary>
    public long Subscribe => subscribe;

    /// <summary>When it was disposed, in ticks; <see cref="Infinite"/> if it was not.</summary>
    public long Unsubscribe => unsubscribe;

    /// <summary>Whether both times are equal.</summary>
    /// <param name="other">What to compare with.</param>
    public bool Equals(Subscription other) => Subscribe == other.Subscribe && Unsubscribe == other.Unsubscribe;

    /// <inheritdoc/>
    public override bool Equals(object? obj) => obj is Subscription other && Equals(other);

    /// <inheritdoc/>
    public override int GetHashCode() => Subscribe.GetHashCode() ^ Unsubscribe.GetHashCode();

    /// <summary>Both times in parentheses: <c>(200, 1000)</c>, <c>(200, Infinite)</c>.</summary>
    public override string ToString() => Unsubscribe == Infinite
        ? string.Create(CultureInfo.CurrentCulture, $"({Subscribe}, Infinite)")
        : string.Create(CultureInfo.CurrentCulture, $"({Subscribe}, {Unsubscribe})");

    /// <summary>Whether both times are equal.</summary>
    /// <param name="left">One.</param>
    /// <param name="right">The other.</param>
    public static bool operator ==(Subscription left, Subscription right) => left.Equals(right);

    /// <summary>Whether a time differs.</summary>
    /// <param name="left">One.</param>
    /// <param name="right">The other.</param>
    public static bool operator !=(Subscription left, Subscription right) => !left.Equals(right);
}
