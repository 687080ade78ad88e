using Veda.Rx.Internal;
using Veda.Rx.Sinks;

namespace Veda.Rx.Tests.Races;

/// <summary>The real ring, arrival and waiting around one writer of results, and one reader that takes them as an enumerator does.</summary>
/// <param name="run">What the reader waits in.</param>
/// <param name="results">How many there are.</param>
internal sealed class SimReader<TSync>(SimRun<TSync> run, int results) where TSync : struct, ISync
{
    private readonly HandOverRing<int, TSync> _ring = new(results);
    private Arrival<TSync> _arrival;
    private int _read;

    public string? AtRest() => _read == results ? null : $"asleep with {results - _read} results unread";

    public void Write()
    {
        for (var i = 0; i < results; i++)
        {
            _ring.Write([i]);
            _arrival.Set(this);
            run.TryUnpark();
        }
    }

    public void Read()
    {
        while (_read < results)
        {
            if (TryMove())
                continue;
            _arrival.Forget(this);
            if (!TryMove())
                run.WaitUntil(this, static waiting => waiting._arrival.IsSet(waiting));
        }
    }

    private bool TryMove()
    {
        if (_ring.Available == 0)
            return false;
        _ring.Read(new int[1]);
        _read++;
        return true;
    }
}
