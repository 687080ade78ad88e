namespace Veda.Rx.Sinks;

/// <summary>A value, or none yet: the accumulator of reductions that have no identity.</summary>
internal readonly struct Maybe<T>(T value)
{
    public bool Has { get; } = true;

    public T Value => value;
}
