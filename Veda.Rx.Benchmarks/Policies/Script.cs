namespace Veda.Rx.Benchmarks.Policies;

/// <summary>What there is to do, window by window: phases, one behind the other.</summary>
/// <param name="Name">What it is called.</param>
/// <param name="Phases">Its phases. Those of the same name are the same work again.</param>
internal sealed record Script(string Name, IReadOnlyList<Phase> Phases)
{
    private readonly (string Phase, WorkModel Work)[] _windows =
        [.. Phases.SelectMany(phase => Enumerable.Range(0, phase.Windows).Select(window => (phase.Name, phase.Work(window))))];

    /// <summary>How many windows it has.</summary>
    public int Windows => _windows.Length;

    /// <summary>The work in a window.</summary>
    public WorkModel At(int window) => _windows[window].Work;

    /// <summary>The name of the phase that a window is in.</summary>
    public string PhaseAt(int window) => _windows[window].Phase;
}

/// <summary>A part of a script.</summary>
/// <param name="Name">What it is called.</param>
/// <param name="Windows">How many windows it has.</param>
/// <param name="Work">The work in a window, by its number in the phase.</param>
internal sealed record Phase(string Name, int Windows, Func<int, WorkModel> Work);
