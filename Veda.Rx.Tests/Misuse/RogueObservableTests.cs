using System.Reactive.Disposables;
using System.Reactive.Subjects;
using Veda.Rx.Tests.Guarantees;
using Xunit;

namespace Veda.Rx.Tests.Misuse;

/// <summary>Observables that do what they must not.</summary>
public sealed class RogueObservableTests
{
    [Fact]
    public async Task Subscribe_throws_behind_some_elements()
    {
        for (var round = 0; round < 50; round++)
        {
            var error = new IOException();
            var witness = new Witness<int>();
            using var run = new Rogue(observer =>
            {
                for (var i = 0; i < 100; i++)
                    observer.OnNext(i);
                throw error;
            }).ToVeda().Map(x => x).Subscribe(witness);
            await witness.Ended.InTime();
            Assert.Same(error, witness.Error);
            Assert.Equal(Enumerable.Range(0, 100), witness.Items);
        }
    }

    [Fact]
    public async Task Subscribe_throws_at_once_for_everyone_who_waits()
    {
        var stream = new Rogue(_ => throw new IOException()).ToVeda().Filter(_ => true);
        await Assert.ThrowsAsync<IOException>(() => stream.Sum().AsTask().InTime());
        await Assert.ThrowsAsync<IOException>(() => Patience.OnThread(() => stream.Sum().Wait()));
        await Assert.ThrowsAsync<IOException>(() => Patience.OnThread(() => stream.ToEnumerable().Count()));
        await Assert.ThrowsAsync<IOException>(async () =>
        {
            await foreach (var _ in stream)
            {
            }
        });
        await Assert.ThrowsAsync<IOException>(() => VedaStream.Range(0, 3).Concat(stream).Sum().AsTask().InTime());
        await Assert.ThrowsAsync<IOException>(() => VedaStream.Range(0, 3).Zip(stream).Count().AsTask().InTime());
    }

    [Fact]
    public async Task Pushes_after_completion_and_completes_twice()
    {
        var witness = new Witness<int>();
        using var run = new Rogue(observer =>
        {
            observer.OnNext(1);
            observer.OnCompleted();
            observer.OnNext(2);
            observer.OnError(new IOException());
            observer.OnCompleted();
            observer.OnNext(3);
        }).ToVeda().Subscribe(witness);
        await witness.Ended.InTime();
        Assert.Equal([1], witness.Items);
        Assert.True(witness.Completed);
        Assert.Null(witness.Violation);
        Assert.Equal(2, witness.Notifications);
    }

    [Fact]
    public async Task Gives_null_for_a_subscription_or_for_an_error()
    {
        Assert.Equal(3, await new Rogue(observer =>
        {
            observer.OnNext(3);
            observer.OnCompleted();
        }, noSubscription: true).ToVeda().Sum().AsTask().InTime());

        var refused = new TaskCompletionSource<Exception?>();
        var witness = new Witness<int>();
        using var run = new Rogue(observer =>
        {
            refused.SetResult(Record.Exception(() => observer.OnError(null!)));
            observer.OnCompleted();
        }).ToVeda().Subscribe(witness);
        Assert.Equal("error", Assert.IsType<ArgumentNullException>(await refused.Task.InTime()).ParamName);
    }

    [Fact]
    public async Task Pushes_from_many_threads_and_loses_nothing()
    {
        using var subject = new Subject<int>();
        var list = subject.ToVeda(32).Map(x => x).ToList().AsTask();
        await Task.WhenAll(Enumerable.Range(0, 8).Select(n => Patience.OnThread(() =>
        {
            for (var i = 0; i < 2000; i++)
                subject.OnNext(n * 2000 + i);
        })));
        subject.OnCompleted();
        var items = await list.InTime();
        Assert.Equal(Enumerable.Range(0, 16_000), items.Order());
    }

    [Fact]
    public async Task Pushes_while_it_is_unsubscribed()
    {
        var disposed = 0;
        var witness = new Witness<int>();
        using var run = new Rogue(observer =>
        {
            for (var i = 0; i < 10; i++)
                observer.OnNext(i);
        }, onDispose: observer =>
        {
            Interlocked.Increment(ref disposed);
            observer.OnNext(99);
            observer.OnError(new IOException());
        }).ToVeda().Filter(_ => true).Take(3).Subscribe(witness);
        await witness.Ended.InTime();
        Assert.Equal([0, 1, 2], witness.Items);
        Assert.True(witness.Completed);
        Patience.Until(() => Volatile.Read(ref disposed) == 1, "the subscription was not disposed");
    }

    [Fact]
    public async Task Subscribing_in_OnNext_again_and_again()
    {
        var deepest = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        void Go(int depth)
        {
            if (depth == 1000)
                deepest.SetResult();
            else
                VedaStream.Return(depth).Map(x => x + 1).Subscribe(Go);
        }
        Go(0);
        await deepest.Task.InTime();
    }

    private sealed class Rogue(Action<IObserver<int>> push, bool noSubscription = false, Action<IObserver<int>>? onDispose = null) : IObservable<int>
    {
        public IDisposable Subscribe(IObserver<int> observer)
        {
            push(observer);
            return noSubscription ? null! : Disposable.Create(() => onDispose?.Invoke(observer));
        }
    }
}
