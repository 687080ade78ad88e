namespace Veda.Rx.Testing;

/// <summary>Refuses an option's value that is not allowed.</summary>
internal static class OptionRange
{
    /// <param name="holds">Whether it is allowed.</param>
    /// <param name="options">The options' type.</param>
    /// <param name="name">The option.</param>
    /// <param name="value">Its value.</param>
    /// <param name="allowed">Which values are.</param>
    /// <exception cref="ArgumentOutOfRangeException">It is not; the message has all of this.</exception>
    public static void Check(bool holds, string options, string name, object value, string allowed)
    {
        if (!holds)
            throw new ArgumentOutOfRangeException(name, value, $"{options}.{name} is {value}; allowed: {allowed}.");
    }
}
