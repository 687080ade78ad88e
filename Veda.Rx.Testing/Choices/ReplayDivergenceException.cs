using System.Globalization;

namespace Veda.Rx.Testing;

/// <summary>An execution that was to repeat another one went another way: it depends on something that is not simulated, or the program has changed.</summary>
/// <param name="step">The first step that differs, or in which a choice does, from 1.</param>
/// <param name="choice">The first choice that differs, from 0; null if it is the step itself that differs.</param>
/// <param name="what">How it differs.</param>
/// <param name="error">What the execution has ended with before the recorded one did; null if it has not, or all went well.</param>
public sealed class ReplayDivergenceException(int step, int? choice, string what, Exception? error = null) : Exception(Describe(step, choice, what), error)
{
    /// <summary>The first step that differs, or in which a choice does, from 1.</summary>
    public int Step => step;

    /// <summary>The first choice that differs, from 0; null if it is the step itself that differs.</summary>
    public int? Choice => choice;

    private static string Describe(int step, int? choice, string what)
    {
        var place = string.Create(CultureInfo.InvariantCulture, $"step {step}{(choice is null ? "" : $", choice {choice}")}");
        return $"The execution differs from the recorded one at {place}: {what}. Something in it depends on what is not simulated (time, threads, hash codes, statics), or the program has changed.";
    }
}
