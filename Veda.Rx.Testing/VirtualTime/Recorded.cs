using System.Diagnostics;
using System.Globalization;

namespace Veda.Rx.Testing;

/// <summary>A value with the virtual time at which it occurred. Two are equal when both parts are.</summary>
/// <typeparam name="T">The type of the value.</typeparam>
/// <param name="time">The virtual time, in ticks.</param>
/// <param name="value">The value.</param>
[DebuggerDisplay("{Value}@{Time}")]
public readonly struct Recorded<T>(long time, T value) : IEquatable<Recorded<T>>
{
    /// <summary>The virtual time, in ticks.</summary>
    public long Time => time;

    /// <summary>The value.</summary>
    public T Value => value;

    /// <summary>Whether both parts are equal, by the default comparer of <typeparamref name="T"/>. This side's value is asked.</summary>
    /// <param name="other">What to compare with.</param>
    public bool Equals(Recorded<T> other) => Time == other.Time && EqualityComparer<T>.Default.Equals(Value, other.Value);

    /// <inheritdoc/>
    public override bool Equals(object? obj) => obj is Recorded<T> other && Equals(other);

    /// <inheritdoc/>
    public override int GetHashCode() => Time.GetHashCode() + (Value?.GetHashCode() ?? 0);

    /// <summary>The value, an at sign, the time: <c>OnNext(42)@210</c>.</summary>
    public override string ToString() => string.Create(CultureInfo.CurrentCulture, $"{Value}@{Time}");

    /// <summary>Whether both parts are equal.</summary>
    /// <param name="left">One.</param>
    /// <param name="right">The other.</param>
    public static bool operator ==(Recorded<T> left, Recorded<T> right) => left.Equals(right);

    /// <summary>Whether a part differs.</summary>
    /// <param name="left">One.</param>
    /// <param name="right">The other.</param>
    public static bool operator !=(Recorded<T> left, Recorded<T> right) => !left.Equals(right);
}
