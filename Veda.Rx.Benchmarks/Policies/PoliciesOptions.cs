using Veda.Rx.Benchmarks.Harness;

namespace Veda.Rx.Benchmarks.Policies;

/// <summary>The command line of <c>policies</c>.</summary>
internal sealed record PoliciesOptions
{
    public const string Usage = "[--only a,b] [--processors N] [--seed N] [--plots FOLDER]";

    /// <summary>The scripts to run; all where empty.</summary>
    public IReadOnlyList<string> Only { get; init; } = [];

    /// <summary>The processors of the machine that is played.</summary>
    public int Processors { get; init; } = 8;

    /// <summary>What the noise of the measurements comes from.</summary>
    public int Seed { get; init; } = 1;

    /// <summary>Where a picture of each script goes; null for none.</summary>
    public string? Folder { get; init; }

    /// <summary>The scripts to run.</summary>
    public IReadOnlyList<Script> Chosen => Only.Count == 0 ? Scripts.For(Processors) : [.. Only.Select(Named)];

    /// <exception cref="ArgumentException">An option is unknown, or its value is missing or unusable; the message says which.</exception>
    public static PoliciesOptions Parse(IReadOnlyList<string> args)
    {
        var options = new PoliciesOptions();
        for (var read = new Arguments(args); read.Next();)
        {
            options = read.Option switch
            {
                "--only" => options with { Only = read.Names() },
                "--processors" => options with { Processors = read.Count() },
                "--seed" => options with { Seed = read.Count() },
                "--plots" => options with { Folder = read.Value() },
                _ => throw read.Unknown,
            };
        }
        if (options.Processors > ScriptedLoad.MaxWorkers)
            throw new ArgumentException($"--processors {options.Processors}: there are at most {ScriptedLoad.MaxWorkers} workers");
        foreach (var name in options.Only)
            options.Named(name);
        return options;
    }

    private Script Named(string name) => Scripts.For(Processors).FirstOrDefault(script => script.Name == name)
        ?? throw new ArgumentException($"no script is called {name}; there are {string.Join(", ", Scripts.For(Processors).Select(script => script.Name))}");
}
