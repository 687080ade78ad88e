namespace Veda.Rx.Sources;

/// <summary>Elements made from a state that steps on.</summary>
internal sealed class GenerateSource<TState, T>(TState seed, Func<TState, bool> condition, Func<TState, TState> next, Func<TState, T> select) : StreamSource<T>
{
    public override SourceCursor<T> Open(ISourceHost host) => new Cursor(seed, condition, next, select, host);

    private sealed class Cursor(TState seed, Func<TState, bool> condition, Func<TState, TState> next, Func<TState, T> select, ISourceHost host) : SteppedCursor<T>(host)
    {
        private TState _state = seed;
        private bool _begun;

        protected override Pull TryPull(out T value)
        {
            if (_begun)
                _state = next(_state);
            _begun = true;
            var goesOn = condition(_state);
            value = goesOn ? select(_state) : default!;
            return goesOn ? Pull.Full : Pull.End;
        }
    }
}
