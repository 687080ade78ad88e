namespace Veda.Rx.Benchmarks.Idioms;

/// <summary>Collects partial results from several threads.</summary>
internal sealed class Combined<T>(Func<T, T, T> combine)
{
    private readonly Lock _gate = new();

    /// <summary>Guarded by <see cref="_gate"/>; meaningless until <see cref="_any"/> is set.</summary>
    private T _value = default!;
    private bool _any;

    /// <summary>To be read when nobody adds any more.</summary>
    public T Value => _value;

    public void Add(T partial)
    {
        lock (_gate)
        {
            _value = _any ? combine(_value, partial) : partial;
            _any = true;
        }
    }
}
