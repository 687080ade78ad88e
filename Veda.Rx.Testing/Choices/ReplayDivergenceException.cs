using System.Globalization;

namespace Veda.Rx.Testing;

/// <summary>An execution that was to repeat another one went another way: it depends on something that is not simulated, or the program has changed.</summary>
/// <param name="step">The first choice that differs, from 0.</param>
/// <param name="what">How it differs.</param>
public sealed class ReplayDivergenceException(int step, string what)
    : Exception(string.Create(CultureInfo.InvariantCulture, $"The execution differs from the recorded one at choice {step}: {what}. Something in it depends on what is not simulated (time, threads, hash codes, statics), or the program has changed."))
{
    /// <summary>The first choice that differs, from 0.</summary>
    public int Step => step;
}
