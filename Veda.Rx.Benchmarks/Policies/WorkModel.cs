namespace Veda.Rx.Benchmarks.Policies;

/// <summary>What so many workers get done of a kind of work, on a machine with so many processors. Units do not matter.</summary>
/// <param name="Throughput">Elements a second, by workers.</param>
/// <param name="ProcessorsUsed">Processors kept busy, by workers.</param>
/// <param name="Busy">Workers that find something to do, by workers.</param>
internal sealed record WorkModel(Func<int, double> Throughput, Func<int, double> ProcessorsUsed, Func<int, double>? Busy = null)
{
    private const double EachSecond = 1e6;

    /// <summary>Every worker uses a processor if it gets one; more than there are cost a little.</summary>
    public static WorkModel Computing(int processors) => Waiting(processors, 0);

    /// <summary>A part of the time that an element takes is spent waiting.</summary>
    public static WorkModel Waiting(int processors, double waiting)
    {
        double Elements(int workers) => Math.Min(workers, processors / (1 - waiting));
        return new(
            workers => EachSecond * Elements(workers) / (1 + (0.002 * Math.Max(0, workers - (processors / (1 - waiting))))),
            workers => Elements(workers) * (1 - waiting));
    }

    /// <summary>Workers are in each other's way, as in Gunther's universal scalability law, and spin while they are.</summary>
    public static WorkModel Contended(int processors, double serial, double crosstalk) => new(
        workers => EachSecond * Math.Min(workers, processors) / (1 + (serial * (workers - 1)) + (crosstalk * workers * (workers - 1))),
        workers => Math.Min(workers, processors));

    /// <summary>One at a time has a lock for a part of an element; the others sleep.</summary>
    public static WorkModel Locked(int processors, double held)
    {
        var most = Math.Min(processors, 1 / held);
        return new(workers => EachSecond * Math.Min(workers, most) / (1 + (0.02 * Math.Max(0, workers - most))), workers => Math.Min(workers, most));
    }

    /// <summary>There is never more to do than so many can do.</summary>
    public static WorkModel Scarce(int processors, double wanted) => new(
        workers => EachSecond * Math.Min(Math.Min(workers, wanted), processors),
        workers => Math.Min(Math.Min(workers, wanted), processors),
        workers => Math.Min(workers, wanted));

    public static WorkModel Nothing { get; } = new(_ => 0, _ => 0, _ => 0);
}
