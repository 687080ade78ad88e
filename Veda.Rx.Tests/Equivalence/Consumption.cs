namespace Veda.Rx.Tests.Equivalence;

/// <summary>A way to take a stream's elements.</summary>
/// <param name="Start">Begins; the task completes with what was seen.</param>
internal sealed record Consumption<T>(string Name, Func<VedaStream<T>, Task<Outcome<T>>> Start)
{
    /// <summary>Whether it goes on taking on threads of the pool.</summary>
    public bool HasThreads { get; init; }

    /// <summary>Whether the calling thread waits for elements.</summary>
    public bool Waits { get; init; }

    public static Consumption<T> Observing { get; } = new("Subscribe", async stream =>
    {
        var probe = new Probe<T>();
        stream.Subscribe(probe);
        var outcome = await probe.Ended;
        return probe.Violation is { } violation ? new(outcome.Elements, violation) : outcome;
    });

    public static Consumption<T> Enumerating { get; } = new("ToEnumerable", stream => Task.FromResult(Outcome.Of(stream.ToEnumerable()))) { Waits = true };

    public static Consumption<T> Awaiting { get; } = new("await foreach", stream => Outcome.Of(stream.AsAsyncEnumerable())) { HasThreads = true };

    public static Consumption<T> Channelling { get; } = new("ToChannel", stream => Outcome.Of(stream.ToChannel(5).ReadAllAsync())) { HasThreads = true };

    public static Consumption<T>[] All { get; } = [Observing, Enumerating, Awaiting, Channelling];

    public override string ToString() => Name;
}
