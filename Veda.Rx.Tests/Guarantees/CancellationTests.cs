using System.Reactive.Linq;
using System.Runtime.CompilerServices;
using Veda.Rx.Tests.Equivalence;
using Xunit;

namespace Veda.Rx.Tests.Guarantees;

/// <summary>Guarantee 8: Dispose and tokens stop a run at once; cancellation is told from an exception that only looks like it.</summary>
public sealed class CancellationTests
{
    [Fact]
    public async Task A_channel_ends_with_its_token()
    {
        using var cancel = new CancellationTokenSource();
        var channel = VedaStream.Generate(0, _ => true, x => x + 1, x => x).ToChannel(10, cancel.Token);
        Assert.Equal(0, await channel.ReadAsync().AsTask().InTime());
        cancel.Cancel();
        await AssertCancelled(channel.ReadAllAsync().LastAsync().AsTask(), cancel.Token);
        await AssertCancelled(VedaStream.Range(0, 10).ToChannel(10, cancel.Token).ReadAllAsync().LastAsync().AsTask(), cancel.Token);
    }

    [Fact]
    public async Task A_token_cancelled_before_reads_nothing()
    {
        using var endless = new Endless();
        var cancelled = new CancellationToken(true);
        var stream = endless.Numbers().ToVeda();
        var tuned = stream.WithCancellation(cancelled);

        Assert.Equal(cancelled, Assert.ThrowsAny<OperationCanceledException>(() => stream.Sum().Wait(cancelled)).CancellationToken);
        Assert.Equal(cancelled, Assert.ThrowsAny<OperationCanceledException>(() => tuned.Sum().Wait()).CancellationToken);
        Assert.True(stream.Sum().AsTask(cancelled).IsCanceled);
        await AssertCancelled(tuned.Sum().AsTask(), cancelled);
        await AssertCancelled(tuned.Filter(_ => true).Scan((a, b) => b).Map(x => x).ToList().AsTask(), cancelled);
        Assert.ThrowsAny<OperationCanceledException>(() => tuned.ToEnumerable().First());
        var witness = new Witness<int>();
        using var run = tuned.Subscribe(witness);
        await witness.Ended.InTime();
        Assert.Equal(cancelled, Assert.IsAssignableFrom<OperationCanceledException>(witness.Error).CancellationToken);
        Assert.Empty(witness.Items);
        await Assert.ThrowsAnyAsync<OperationCanceledException>(async () =>
        {
            await foreach (var _ in tuned)
            {
            }
        });
        Assert.Equal(0, endless.Read);
    }

    [Fact]
    public async Task A_token_cancelled_before_subscribes_to_nothing()
    {
        var subscribed = 0;
        var source = Observable.Create<int>(observer =>
        {
            Interlocked.Increment(ref subscribed);
            observer.OnNext(1);
            return () => { };
        });
        await AssertCancelled(source.ToVeda().WithCancellation(new CancellationToken(true)).Sum().AsTask(), new CancellationToken(true));
        Assert.Equal(0, subscribed);
    }

    [Fact]
    public async Task A_token_cancelled_during_the_run_ends_it()
    {
        foreach (var worker in Worker.Real)
        {
            using var endless = new Endless();
            using var cancel = new CancellationTokenSource();
            var stream = endless.Numbers().ToVeda().On(worker.Scheduler()).Map(x =>
            {
                if (x == 5000)
                    cancel.Cancel();
                return x;
            });
            await AssertCancelled(stream.Sum().AsTask(cancel.Token), cancel.Token);
            await endless.Closed.InTime();
        }
    }

    [Fact]
    public async Task A_token_ends_a_wait_that_has_nothing_to_do()
    {
        using var cancel = new CancellationTokenSource();
        var waiting = Patience.OnThread(() => VedaStream.Never<int>().Sum().Wait(cancel.Token));
        var reading = Patience.OnThread(() => VedaStream.Never<int>().WithCancellation(cancel.Token).ToEnumerable().Any());
        var task = VedaStream.Never<int>().ToList().AsTask(cancel.Token);
        var iterating = Task.Run(async () =>
        {
            await foreach (var _ in VedaStream.Never<int>().AsAsyncEnumerable().WithCancellation(cancel.Token))
            {
            }
        });
        Assert.False(task.IsCompleted);
        cancel.Cancel();
        await AssertCancelled(task, cancel.Token);
        Assert.Equal(cancel.Token, (await Assert.ThrowsAnyAsync<OperationCanceledException>(() => waiting)).CancellationToken);
        Assert.Equal(cancel.Token, (await Assert.ThrowsAnyAsync<OperationCanceledException>(() => reading)).CancellationToken);
        Assert.Equal(cancel.Token, (await Assert.ThrowsAnyAsync<OperationCanceledException>(() => iterating.InTime())).CancellationToken);
    }

    [Fact]
    public async Task A_token_ends_a_run_whose_source_does_not_return()
    {
        using var cancel = new CancellationTokenSource();
        using var stuck = new ManualResetEventSlim();
        using var entered = new ManualResetEventSlim();
        var task = Stuck(entered, stuck).ToVeda().Sum().AsTask(cancel.Token);
        Assert.True(entered.Wait(Patience.Limit));
        cancel.Cancel();
        await AssertCancelled(task, cancel.Token);
        stuck.Set();
    }

    [Fact]
    public async Task A_token_cancelled_afterwards_changes_nothing()
    {
        using var cancel = new CancellationTokenSource();
        var witness = new Witness<int>();
        using var run = VedaStream.Range(0, 100).WithCancellation(cancel.Token).Subscribe(witness);
        await witness.Ended.InTime();
        var task = VedaStream.Range(0, 100).Sum().AsTask(cancel.Token);
        Assert.Equal(4950, await task.InTime());
        cancel.Cancel();
        Assert.True(witness.Completed);
        Assert.Null(witness.Violation);
        Assert.Equal(101, witness.Notifications);
        Assert.True(task.IsCompletedSuccessfully);
    }

    [Fact]
    public async Task A_delegate_that_throws_it_without_cancellation_has_made_an_ordinary_error()
    {
        var error = new OperationCanceledException("by a delegate");
        var failing = VedaStream.Range(0, 5000).Map(x => x == 3000 ? throw error : x);
        var witness = new Witness<int>();
        using var run = failing.Subscribe(witness);
        await witness.Ended.InTime();
        Assert.Equal(3000, witness.Items.Count);
        Assert.Same(error, witness.Error);
        using var cancel = new CancellationTokenSource();
        var task = failing.Sum().AsTask(cancel.Token);
        await Assert.ThrowsAsync<OperationCanceledException>(() => task.InTime());
        Assert.True(task.IsFaulted);
        Assert.Same(error, Assert.ThrowsAny<OperationCanceledException>(() => failing.Sum().Wait()));
        Assert.Equal(3000, await failing.Take(3000).Count().AsTask().InTime());
    }

    [Fact]
    public async Task What_is_cancelled_because_the_run_is_over_does_not_surface()
    {
        for (var round = 0; round < 20; round++)
        {
            Assert.Equal([0, 1, 2], await Slow().ToVeda().Filter(_ => true).Take(3).ToList().AsTask().InTime());
            var error = await Record.ExceptionAsync(() => Slow().ToVeda().Map(x => x == 2 ? throw new IOException() : x).Sum().AsTask().InTime());
            Assert.IsType<IOException>(error);
        }
    }

    [Fact]
    public async Task Both_the_streams_tokens_and_the_waiters_count()
    {
        using var first = new CancellationTokenSource();
        using var second = new CancellationTokenSource();
        using var third = new CancellationTokenSource();
        foreach (var cancel in new[] { first, second, third })
        {
            var other = VedaStream.Never<int>().WithCancellation(third.Token);
            var stream = VedaStream.Never<int>().WithCancellation(first.Token).Map(x => x).Concat(other).Filter(_ => true);
            var task = stream.Sum().AsTask(second.Token);
            cancel.Cancel();
            await Assert.ThrowsAnyAsync<OperationCanceledException>(() => task.InTime());
        }
    }

    [Fact]
    public async Task A_token_of_the_whole_program_keeps_nothing_of_a_run_that_is_over()
    {
        using var program = new CancellationTokenSource();
        var over = VedaStream.Range(0, 10).WithCancellation(new CancellationToken(true));
        var state = Kept(over, program.Token);
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => over.Sum().AsTask(program.Token).InTime());
        Patience.Until(() =>
        {
            GC.Collect();
            return !state.IsAlive;
        }, "a run that is over is still registered with the token");
        Assert.False(program.IsCancellationRequested);
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private static WeakReference Kept(VedaStream<int> over, CancellationToken program)
    {
        var state = new object();
        _ = over.Map(x => state.GetHashCode() + x).Sum().AsTask(program);
        return new WeakReference(state);
    }

    private static async Task AssertCancelled<T>(Task<T> task, CancellationToken token)
    {
        var error = await Assert.ThrowsAnyAsync<OperationCanceledException>(() => task.InTime());
        Assert.Equal(token, error.CancellationToken);
        Assert.True(task.IsCanceled);
    }

    private static IEnumerable<int> Stuck(ManualResetEventSlim entered, ManualResetEventSlim stuck)
    {
        yield return 1;
        entered.Set();
        stuck.Wait();
    }

    /// <summary>Gives a few elements at once and then none until it is cancelled.</summary>
    private static async IAsyncEnumerable<int> Slow([EnumeratorCancellation] CancellationToken cancellation = default)
    {
        for (var i = 0; i < 3; i++)
            yield return i;
        await new TaskCompletionSource().Task.WaitAsync(cancellation);
    }
}
