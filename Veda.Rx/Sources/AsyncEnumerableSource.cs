using System.Runtime.CompilerServices;
using System.Runtime.ExceptionServices;
using Veda.Rx.Internal;

namespace Veda.Rx.Sources;

/// <summary>An async enumerable: elements that are there are claimed at once, and no thread waits for those that are not.</summary>
internal sealed class AsyncEnumerableSource<T>(IAsyncEnumerable<T> source) : StreamSource<T>
{
    public override SourceCursor<T> Open(ISourceHost host) => new Cursor(source, host);

    private sealed class Cursor(IAsyncEnumerable<T> source, ISourceHost host) : SteppedCursor<T>(host)
    {
        private readonly CancellationTokenSource _closed = new();
        private IAsyncEnumerator<T>? _enumerator;
        private Task<bool>? _move;      // the step under way, or completed and not yet looked at
        private Task? _disposal;
        private ExceptionDispatchInfo? _failure;   // what moving threw; told when the enumerator is disposed of

        protected override Pull TryPull(out T value)
        {
            value = default!;
            if (_disposal is not null)
                return Ended();
            // The claimer may be a thread in Wait() with a context of its own, such as a user interface's.
            _enumerator ??= NoContext.Run(this, static cursor => cursor.Open());
            var pull = Pull.End;
            try
            {
                pull = TryMove(_enumerator, out value);
            }
            catch (Exception error)
            {
                _failure = ExceptionDispatchInfo.Capture(error);
            }
            return pull == Pull.End ? End() : pull;
        }

        private Pull TryMove(IAsyncEnumerator<T> enumerator, out T value)
        {
            value = default!;
            if (_move is null)
            {
                var step = NoContext.Run(enumerator, static e => e.MoveNextAsync());
                if (step.IsCompletedSuccessfully)
                    return Look(step.Result, out value);
                _move = step.AsTask();
                SignalWhenDone(_move);
            }
            if (!_move.IsCompleted)
                return Pull.NotReady;
            var moved = _move.GetAwaiter().GetResult();
            _move = null;
            return Look(moved, out value);
        }

        /// <summary>Cancels the step under way, and disposes the enumerator behind it. Nobody waits for that: the run is over.</summary>
        public override void Dispose()
        {
            try
            {
                _closed.Cancel();   // runs what the sequence has registered
            }
            finally
            {
                if (_disposal is null && _enumerator is { } enumerator)
                    _disposal = DisposeBehind(_move, enumerator);
            }
        }

        private IAsyncEnumerator<T> Open() => source.GetAsyncEnumerator(_closed.Token)
            ?? throw new InvalidOperationException($"GetAsyncEnumerator of {source.GetType()} returned null.");

        private Pull Look(bool moved, out T value)
        {
            value = moved ? _enumerator!.Current : default!;
            return moved ? Pull.Full : Pull.End;
        }

        // As `await foreach` does: what disposing throws ends the stream, also in place of what moving threw.
        private Pull End()
        {
            _disposal = DisposeBehind(null, _enumerator!);
            SignalWhenDone(_disposal);
            return Ended();
        }

        private Pull Ended()
        {
            if (!_disposal!.IsCompleted)
                return Pull.NotReady;
            _disposal.GetAwaiter().GetResult();
            _failure?.Throw();
            return Pull.End;
        }

        private void SignalWhenDone(Task task)
        {
            if (!task.IsCompleted)
                task.ConfigureAwait(false).GetAwaiter().UnsafeOnCompleted(Host.Signal);
        }

        // An enumerator must not be disposed while it moves; how the cancelled step ends no longer matters. The step is awaited already, for its signal: what a task's
        // second await continues would go to the thread pool, whoever ends the step and wherever the stream runs.
        private static Task DisposeBehind(Task<bool>? move, IAsyncEnumerator<T> enumerator) => move is null ? DisposeNow(enumerator) : move.ContinueWith(
            static (move, enumerator) =>
            {
                _ = move.Exception;   // nobody else will look at it
                return DisposeNow((IAsyncEnumerator<T>)enumerator!);
            },
            enumerator,
            CancellationToken.None,
            TaskContinuationOptions.ExecuteSynchronously,
            TaskScheduler.Default).Unwrap();

        private static async Task DisposeNow(IAsyncEnumerator<T> enumerator) =>
            await NoContext.Run(enumerator, static e => e.DisposeAsync()).ConfigureAwait(false);
    }
}
