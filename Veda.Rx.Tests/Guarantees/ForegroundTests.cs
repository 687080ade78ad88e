using System.Collections.Concurrent;
using System.Reactive.Concurrency;
using System.Reactive.Subjects;
using Veda.Rx.Internal;
using Veda.Rx.Scheduling;
using Xunit;

namespace Veda.Rx.Tests.Guarantees;

/// <summary>Threads of the program that work on what they wait for, and workers that make way for them. Alone, as the foreground is the process's.</summary>
[Collection(nameof(ForegroundTests))]
public sealed class ForegroundTests : IDisposable
{
    private readonly WorkStealingScheduler _one = new(new VedaOptions { Workers = 1 });

    public void Dispose() => _one.Dispose();

    [Fact]
    public void The_first_64_steps_of_who_waits_are_in_the_foreground()
    {
        var there = new List<bool>();
        VedaStream.Range(0, 100).On(_one).WithBatch(1, 1).WithParallelism(1).Inspect(_ => there.Add(Foreground.IsThere)).Sum().Wait();
        Assert.Equal([.. Enumerable.Repeat(true, 64), .. Enumerable.Repeat(false, 36)], there);
        Assert.False(Foreground.IsThere);
    }

    [Fact]
    public void A_wait_inside_of_a_wait_leaves_its_thread_where_it_is()
    {
        var there = new List<bool>();
        VedaStream.Range(0, 3).On(_one).WithParallelism(1).Map(x =>
        {
            var sum = VedaStream.Range(0, x).On(_one).WithParallelism(1).Inspect(_ => there.Add(Foreground.IsThere)).Sum().Wait();
            there.Add(Foreground.IsThere);
            return sum;
        }).Sum().Wait();
        Assert.Equal(6, there.Count);
        Assert.DoesNotContain(false, there);
        Assert.False(Foreground.IsThere);
    }

    [Fact]
    public void Who_leaves_by_an_exception_is_gone()
    {
        Assert.Throws<IOException>(() => new[] { 1 }.ToVeda().On(_one).Map(int (_) => throw new IOException("read")).Sum().Wait());
        Assert.False(Foreground.IsThere);
        Assert.False(IsWaitedFor());
    }

    [Fact]
    public async Task A_worker_is_not_there_when_it_waits()
    {
        var there = await VedaStream.Range(0, 3).On(_one).Map(_ => VedaStream.Range(0, 3).On(_one).Map(_ => Foreground.IsThere).Any(x => x).Wait()).ToList().AsTask().InTime();
        Assert.Equal([false, false, false], there);
    }

    [Fact]
    public async Task Who_sleeps_is_not_there()
    {
        using var source = new Subject<int>();
        Thread? reader = null;
        var reading = Patience.OnThread(() =>
        {
            reader = Thread.CurrentThread;
            return source.ToVeda().On(_one).Sum().Wait();
        });
        Patience.Until(() => reader is { } thread && source.HasObservers && thread.ThreadState.HasFlag(ThreadState.WaitSleepJoin) && !IsWaitedFor(), "the reader stays in the foreground");
        source.OnNext(7);
        source.OnCompleted();
        Assert.Equal(7, await reading);
    }

    [Fact]
    public async Task Who_is_woken_again_and_again_stays_away_in_the_end()
    {
        using var source = new Subject<int>();
        Thread? reader = null;
        var there = new ConcurrentQueue<bool>();
        var reading = Patience.OnThread(() =>
        {
            reader = Thread.CurrentThread;
            return source.ToVeda().On(_one).WithParallelism(1).Inspect(_ => there.Enqueue(Thread.CurrentThread == reader && Foreground.IsThere)).Sum().Wait();
        });
        for (var i = 0; i < 100; i++)
        {
            Patience.Until(() => there.Count == i && reader is { } thread && source.HasObservers && thread.ThreadState.HasFlag(ThreadState.WaitSleepJoin), "the reader does not wait");
            source.OnNext(1);
        }
        source.OnCompleted();
        Assert.Equal(100, await reading);
        Assert.All(there.Skip(33), Assert.False);
        Assert.False(IsWaitedFor());
    }

    [Fact]
    public void A_worker_makes_way_for_so_many_batches_after_somebody_has_come()
    {
        Assert.False(IsWaitedFor());
        Assert.True(Foreground.TryEnter());
        Assert.False(Foreground.TryEnter());
        OnWorker(() =>
        {
            Assert.False(Foreground.IsWaitedFor(own: true));
            for (var batch = 0; batch < Foreground.Patience; batch++)
                Assert.True(Foreground.IsWaitedFor(own: false));
            Assert.False(Foreground.IsWaitedFor(own: false));
            Assert.True(Foreground.TryEnter());
            Assert.True(Foreground.IsWaitedFor(own: true));
            Assert.True(Foreground.TryLeave());
            Assert.True(Foreground.IsWaitedFor(own: false));
        });
        Assert.True(Foreground.TryLeave());
        Assert.False(Foreground.TryLeave());
        Assert.False(IsWaitedFor());
    }

    [Theory]
    [InlineData(false, 0)]
    [InlineData(true, Foreground.Patience)]
    public void Workers_of_other_runs_yield_their_processor_between_batches(bool occupied, int yields)
    {
        using var thread = new OneThread();
        using var done = new ManualResetEventSlim();
        if (occupied)
            Foreground.TryEnter();
        using var run = VedaStream.Range(0, 100).On(thread).WithBatch(1, 1).Inspect(_ => Thread.SpinWait(1_000)).Sum().Subscribe(_ => done.Set());
        Assert.True(done.Wait(Patience.Limit));
        Assert.Equal(occupied, Foreground.TryLeave());
        Assert.Equal(yields, thread.Yields);
    }

    [Fact]
    public async Task A_run_goes_on_when_its_reader_was_interrupted_and_does_not_come_back()
    {
        using var source = new Subject<int>();
        using var seen = new ManualResetEventSlim();
        Thread? reader = null;
        var stream = source.ToVeda().On(_one).Inspect(_ => seen.Set());
        using var results = stream.ToEnumerable().GetEnumerator();
        var reading = Patience.OnThread(() =>
        {
            reader = Thread.CurrentThread;
            return Record.Exception(() => results.MoveNext());
        });
        Patience.Until(() => reader is { } thread && source.HasObservers && thread.ThreadState.HasFlag(ThreadState.WaitSleepJoin), "the reader never waited");
        reader!.Interrupt();
        Assert.IsType<ThreadInterruptedException>(await reading);
        Assert.False(IsWaitedFor());
        source.OnNext(7);
        Assert.True(seen.Wait(Patience.Limit), "the element waits for the reader");
        Assert.True(await Patience.OnThread(results.MoveNext));
        Assert.Equal(7, results.Current);
    }

    /// <summary>Whether anybody is there, as a thread sees it that has not made way before.</summary>
    private static bool IsWaitedFor()
    {
        var answer = false;
        OnWorker(() => answer = Foreground.IsWaitedFor(own: false));
        return answer;
    }

    /// <summary>Runs something on another thread while this one, which is in the foreground or not, waits.</summary>
    private static void OnWorker(Action body) => Patience.OnThread(body).GetAwaiter().GetResult();

    /// <summary>A scheduler with one thread, which is a worker that counts how often it yields.</summary>
    private sealed class OneThread : IScheduler, IWorkQueue, IBlockCompensation, IDisposable
    {
        private readonly BlockingCollection<IThreadPoolWorkItem?> _items = [];   // the last is null
        private readonly Thread _thread;
        private int _yields;

        public OneThread()
        {
            _thread = new Thread(Run) { IsBackground = true };
            _thread.Start();
        }

        public int Yields => Volatile.Read(ref _yields);

        public DateTimeOffset Now => Scheduler.Default.Now;

        public void Enqueue(IThreadPoolWorkItem work) => _items.Add(work);

        public void EnterBlocked()
        {
        }

        public void ExitBlocked()
        {
        }

        public IDisposable Schedule<TState>(TState state, Func<IScheduler, TState, IDisposable> action) => throw new NotSupportedException();

        public IDisposable Schedule<TState>(TState state, TimeSpan dueTime, Func<IScheduler, TState, IDisposable> action) => throw new NotSupportedException();

        public IDisposable Schedule<TState>(TState state, DateTimeOffset dueTime, Func<IScheduler, TState, IDisposable> action) => throw new NotSupportedException();

        public void Dispose()
        {
            _items.Add(null);
            _thread.Join();
        }

        private void Run()
        {
            CurrentWorker.Claim(this, () => _yields++);
            while (_items.Take() is { } item)
                item.Execute();
        }
    }
}

[CollectionDefinition(nameof(ForegroundTests), DisableParallelization = true)]
public sealed class ForegroundCollection;
