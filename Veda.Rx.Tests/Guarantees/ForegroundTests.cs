using System.Reactive.Concurrency;
using System.Reactive.Subjects;
using Veda.Rx.Scheduling;
using Xunit;

namespace Veda.Rx.Tests.Guarantees;

/// <summary>Threads of the program that wait for a run, beside the workers.</summary>
public class ForegroundTests
{
    [Fact]
    public void An_endless_run_steps_back_for_a_thread_that_waits_for_a_short_one()
    {
        using var workers = new WorkStealingScheduler(new VedaOptions { Workers = 1 });
        using var others = new WorkStealingScheduler(new VedaOptions { Workers = 1 });
        var watched = new WatchedQueue(workers);
        using var endless = VedaStream.Repeat(1, int.MaxValue).On(watched).Map(Slowly).Subscribe(_ => { });
        var before = watched.SteppedBack;
        var answer = new[] { 42 }.ToVeda().On(others).Map(x =>
        {
            Patience.Until(() => watched.SteppedBack > before, "the endless run does not step back");
            return x;
        });
        Assert.Equal(42, answer.Sum().Wait());

        static int Slowly(int x)
        {
            Thread.SpinWait(20);   // two thousand million of them take too long for a test
            return x;
        }
    }

    [Fact]
    public async Task A_run_goes_on_when_its_reader_was_interrupted_and_does_not_come_back()
    {
        using var workers = new WorkStealingScheduler(new VedaOptions { Workers = 1 });
        using var source = new Subject<int>();
        using var seen = new ManualResetEventSlim();
        Thread? reader = null;
        var stream = source.ToVeda().On(workers).Inspect(_ => seen.Set());
        using var results = stream.ToEnumerable().GetEnumerator();
        var reading = Patience.OnThread(() =>
        {
            reader = Thread.CurrentThread;
            return Record.Exception(() => results.MoveNext());
        });
        Patience.Until(() => reader is { } thread && source.HasObservers && thread.ThreadState.HasFlag(ThreadState.WaitSleepJoin), "the reader never waited");
        reader!.Interrupt();
        Assert.IsType<ThreadInterruptedException>(await reading);
        source.OnNext(7);
        Assert.True(seen.Wait(Patience.Limit), "the element waits for the reader");
        Assert.True(await Patience.OnThread(results.MoveNext));
        Assert.Equal(7, results.Current);
    }

    /// <summary>A scheduler's queue, and how often an item in the middle of its work was enqueued again.</summary>
    private sealed class WatchedQueue(WorkStealingScheduler workers) : IScheduler, IWorkQueue, IServiceProvider
    {
        private int _steppedBack;

        public int SteppedBack => Volatile.Read(ref _steppedBack);

        public DateTimeOffset Now => workers.Now;

        private IWorkQueue Queue => workers;

        public bool MayGoOn => Queue.MayGoOn;

        public bool HasWaiting => Queue.HasWaiting;

        public void Enqueue(IThreadPoolWorkItem work) => Queue.Enqueue(work);

        public void EnqueueAgain(IThreadPoolWorkItem work)
        {
            Interlocked.Increment(ref _steppedBack);
            Queue.EnqueueAgain(work);
        }

        public object? GetService(Type serviceType) => ((IServiceProvider)workers).GetService(serviceType);

        public IDisposable Schedule<TState>(TState state, Func<IScheduler, TState, IDisposable> action) => workers.Schedule(state, action);

        public IDisposable Schedule<TState>(TState state, TimeSpan dueTime, Func<IScheduler, TState, IDisposable> action) => workers.Schedule(state, dueTime, action);

        public IDisposable Schedule<TState>(TState state, DateTimeOffset dueTime, Func<IScheduler, TState, IDisposable> action) => workers.Schedule(state, dueTime, action);
    }
}
