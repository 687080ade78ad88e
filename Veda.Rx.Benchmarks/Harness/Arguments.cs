using System.Globalization;

namespace Veda.Rx.Benchmarks.Harness;

/// <summary>Reads a command line, option by option.</summary>
internal sealed class Arguments(IReadOnlyList<string> args)
{
    private int _next;

    /// <summary>The option that was read last.</summary>
    public string Option { get; private set; } = "";

    /// <summary>The exception for an option that the command does not have.</summary>
    public ArgumentException Unknown => new($"unknown option {Option}");

    /// <summary>Goes on to the next option.</summary>
    /// <returns>False when there is none.</returns>
    public bool Next()
    {
        if (_next == args.Count)
            return false;
        Option = args[_next++];
        return true;
    }

    /// <summary>The option's value.</summary>
    /// <exception cref="ArgumentException">There is none.</exception>
    public string Value() => _next < args.Count ? args[_next++] : throw new ArgumentException($"{Option} needs a value");

    /// <summary>The option's value, several names with commas between them.</summary>
    /// <exception cref="ArgumentException">There is none.</exception>
    public IReadOnlyList<string> Names() => Value().Split(',', StringSplitOptions.RemoveEmptyEntries);

    /// <summary>The option's value, a number above zero.</summary>
    /// <exception cref="ArgumentException">There is none, or it is something else.</exception>
    public int Count()
    {
        var text = Value();
        return int.TryParse(text, CultureInfo.InvariantCulture, out var count) && count > 0
            ? count
            : throw new ArgumentException($"{Option} {text}: give a number above zero");
    }
}
