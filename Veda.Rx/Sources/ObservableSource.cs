using System.Reactive.Concurrency;
using System.Reactive.Disposables;
using System.Reactive.Linq;
using Veda.Rx.Batching;
using Veda.Rx.Scheduling;

namespace Veda.Rx.Sources;

/// <summary>An observable: elements wait in a bounded queue, and a batch is what has arrived.</summary>
internal sealed class ObservableSource<T>(IObservable<T> source, int? capacity, OverflowPolicy overflow) : StreamSource<T>
{
    public override SourceCursor<T> Open(ISourceHost host) => new Cursor(source, new ArrivalQueue<T>(capacity ?? host.QueueCapacity, overflow), host);

    private sealed class Cursor(IObservable<T> source, ArrivalQueue<T> arrived, ISourceHost host) : SourceCursor<T>, IObserver<T>
    {
        private readonly SingleAssignmentDisposable _subscription = new();
        private long _position;

        public override void Begin()
        {
            if (_subscription.IsDisposed)
                return;   // the run ended before its turn came
            try
            {
                _subscription.Disposable = Subscribable().Subscribe(host.Watched(this));
            }
            catch (Exception error) when (!_subscription.IsDisposed)
            {
                End(error);   // behind what it has pushed
            }
        }

        /// <summary>
        /// Inside an action of Rx's current-thread scheduler, a new action on it is put off until that one is over. A thread
        /// that will wait for it before then must not subscribe there.
        /// </summary>
        private IObservable<T> Subscribable() =>
            host.IsWaiting && !CurrentThreadScheduler.IsScheduleRequired ? source.SubscribeOn(TaskPoolScheduler.Default) : source;

        public void OnNext(T value)
        {
            bool wake;
            var mayWait = true;
            while (!arrived.TryAdd(value, mayWait, out wake))
            {
                // On a worker, or under virtual time, waiting could stop the very thread that makes room.
                if (!host.TryHelp() && (mayWait = host.MayWait))
                    Wait();
            }
            if (wake)
                host.Signal();
        }

        public void OnError(Exception error)
        {
            ArgumentNullException.ThrowIfNull(error);
            End(error);
        }

        public void OnCompleted() => End(null);

        public override Claim TryClaim(Batch<T> batch, int max)
        {
            var waiting = Math.Clamp(arrived.Count, 1, max);
            batch.Position = _position;
            batch.Count = arrived.Take(batch.Buffer(waiting).AsSpan(0, waiting), out var ended, out var error);
            batch.Error = error;
            _position += batch.Count;
            if (batch.Count > 0 || error is not null)
                return Claim.Taken;
            return ended ? Claim.Ended : Claim.NotReady;
        }

        public override void Dispose()
        {
            arrived.End(null);
            _subscription.Dispose();
        }

        private void End(Exception? error)
        {
            if (arrived.End(error))
                host.Signal();
        }

        private void Wait()
        {
            var calls = arrived.Calls;
            using var called = host.WhenWork(arrived.Call);
            if (host.TryHelp())   // with what came before this thread could be called
                return;
            var worker = CurrentWorker.Owner;
            worker?.EnterBlocked();
            try
            {
                arrived.WaitForRoom(calls);
            }
            finally
            {
                worker?.ExitBlocked();   // also when the thread was interrupted
            }
        }
    }
}
