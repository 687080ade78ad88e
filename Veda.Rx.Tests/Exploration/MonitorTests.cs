using System.Reactive.Subjects;
using Veda.Rx.Testing;
using Xunit;

namespace Veda.Rx.Tests.Exploration;

/// <summary>What goes wrong without an exception reaching anybody.</summary>
public sealed class MonitorTests
{
    private static readonly ExploreOptions s_some = new() { Executions = 300 };

    [Fact]
    public void Overlapping_signals_are_reported_though_the_observer_copes()
    {
        static async Task Body(SimContext sim, bool locks)
        {
            var gate = new SimLock("gate");
            var source = new Subject<int>();
            using var subscription = sim.Monitor(source, "subject").Subscribe(_ => sim.Point("screen", Access.Write));
            await Task.WhenAll(sim.Thread(() => Push(1)), sim.Thread(() => Push(2)));

            void Push(int value)
            {
                if (locks)
                    gate.Enter();
                sim.Point("subject", Access.Write);
                source.OnNext(value);
                if (locks)
                    gate.Exit();
            }
        }

        var error = Assert.IsType<GrammarException>(Explore.Check(sim => Body(sim, locks: false), s_some).Failure!.Error);
        Assert.Contains("had not returned", error.Message);
        Explore.Check(sim => Body(sim, locks: true), s_some).ThrowOnFailure();
    }

    [Theory]
    [InlineData("after the end", "came after OnCompleted")]
    [InlineData("after disposal", "after the subscription was disposed")]
    [InlineData("well", null)]
    public void Signals_behind_the_end_are_reported(string how, string? what)
    {
        var result = Explore.Check(sim =>
        {
            IObserver<int>? heard = null;
            var raw = new Raw(observer => heard = observer);
            var subscription = sim.Monitor(raw).Subscribe(System.Reactive.Observer.Create<int>(_ => { }));
            heard!.OnNext(1);
            if (how == "after disposal")
                subscription.Dispose();
            else
                heard.OnCompleted();
            if (how != "well")
                heard.OnNext(2);
            return Task.CompletedTask;
        }, s_some);
        if (what is null)
            result.ThrowOnFailure();
        else
            Assert.Contains(what, Assert.IsType<GrammarException>(result.Failure!.Error).Message);
    }

    [Theory]
    [InlineData("12|", null)]
    [InlineData("1#", null)]
    [InlineData("1||", "OnCompleted came after OnCompleted")]
    [InlineData("1|2", "OnNext(2) came after OnCompleted")]
    [InlineData("1#|", "OnCompleted came after OnError(TimeoutException)")]
    public void What_a_stream_reads_is_watched(string said, string? what)
    {
        var result = Explore.Check(async sim =>
        {
            IObserver<int>? heard = null;
            var count = new Raw(observer => heard = observer).ToVeda().On(sim.Scheduler).Count().AsTask();
            foreach (var call in said)
            {
                if (call == '|')
                    heard!.OnCompleted();
                else if (call == '#')
                    heard!.OnError(new TimeoutException());
                else
                    heard!.OnNext(call - '0');
            }
            if (said.Contains('#'))
                await Assert.ThrowsAsync<TimeoutException>(() => count);
            else
                Assert.Equal(said.IndexOf('|'), await count);
        }, s_some);
        if (what is null)
            result.ThrowOnFailure();
        else
            Assert.Contains($"an observable that a stream reads: {what}", Assert.IsType<GrammarException>(result.Failure!.Error).Message);
    }

    [Fact]
    public void Who_speaks_again_while_it_helps_with_what_it_has_said_does_so_in_turn()
    {
        Explore.Check(async sim =>
        {
            const int Said = 5;
            var (source, seen) = (new Subject<int>(), 0);
            var sum = source.ToVeda(1).On(sim.Scheduler).Map(x =>
            {
                if (x < Said)
                    source.OnNext(x + Said);
                if (++seen == 2 * Said)
                    source.OnCompleted();
                return x;
            }).Sum().AsTask();
            await sim.Thread(() =>
            {
                for (var i = 0; i < Said; i++)
                    source.OnNext(i);
            });
            Assert.Equal(2 * Said * (2 * Said - 1) / 2, await sum);
        }, s_some).ThrowOnFailure();
    }

    [Fact]
    public void A_producer_that_speaks_while_another_one_waits_for_room_is_reported()
    {
        var result = Explore.Check(async sim =>
        {
            var source = new Subject<int>();
            var ended = source.ToVeda(1).On(sim.Scheduler).Map(x =>
            {
                sim.Point("map", Access.Read);
                return x;
            }).Count().AsTask();
            await Task.WhenAll(sim.Thread(Push), sim.Thread(Push));
            source.OnCompleted();
            Assert.Equal(6, await ended);

            void Push()
            {
                for (var i = 0; i < 3; i++)
                {
                    sim.Point("source", Access.Write);
                    source.OnNext(i);
                }
            }
        }, s_some);
        Assert.Contains("had not returned", Assert.IsType<GrammarException>(result.Failure!.Error).Message);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void An_exception_that_nobody_looks_at_fails_the_execution(bool looks)
    {
        var result = Explore.Check(async sim =>
        {
            var failing = sim.Run(async () =>
            {
                await Task.Yield();
                throw new FormatException("bad");
            });
            await Task.Delay(TimeSpan.FromSeconds(1), sim.Time);
            if (looks)
                await Assert.ThrowsAsync<FormatException>(() => failing);
        }, new ExploreOptions { Executions = 3 });
        if (looks)
            result.ThrowOnFailure();
        else
            Assert.Contains("FormatException: bad", Assert.IsType<UnobservedException>(result.Failure!.Error).Message);
    }

    private sealed class Raw(Action<IObserver<int>> subscribed) : IObservable<int>
    {
        public IDisposable Subscribe(IObserver<int> observer)
        {
            subscribed(observer);
            return System.Reactive.Disposables.Disposable.Empty;
        }
    }
}
