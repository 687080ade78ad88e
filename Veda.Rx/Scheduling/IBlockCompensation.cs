namespace Veda.Rx.Scheduling;

/// <summary>A scheduler that keeps its parallelism up while some of its workers are parked.</summary>
/// <remarks>Calls come in pairs, on the thread that parks.</remarks>
public interface IBlockCompensation
{
    /// <summary>The calling worker is about to park: another thread may run in its place until <see cref="ExitBlocked"/>.</summary>
    void EnterBlocked();

    /// <summary>The calling worker runs again; a surplus thread retires when it next looks for work.</summary>
    void ExitBlocked();
}
