using System.Reactive.Concurrency;
using System.Reactive.Linq;
using Veda.Rx.Testing;
using Xunit;

namespace Veda.Rx.Tests.Exploration;

/// <summary>Bodies that do what a careful author would not think of.</summary>
public sealed class UnusualBodyTests
{
    private static readonly ExploreOptions s_few = new() { Executions = 30 };

    [Fact]
    public void What_ticks_for_ever_does_not_keep_an_execution_from_ending()
    {
        var ticks = 0;
        Explore.Check(async sim =>
        {
            _ = Beat(sim);
            Observable.Interval(TimeSpan.FromSeconds(1), sim.Scheduler).Subscribe(_ => ticks++);
            await Task.WhenAll(sim.Run(() => Task.Delay(TimeSpan.FromSeconds(3.5), sim.Time)));
        }, s_few).ThrowOnFailure();
        Assert.Equal(30 * 3, ticks);

        static async Task Beat(SimContext sim)
        {
            while (true)
                await Task.Delay(TimeSpan.FromSeconds(1), sim.Time);
        }
    }

    [Fact]
    public void An_action_that_throws_fails_the_execution_whoever_happens_to_wait()
    {
        var result = Explore.Check(async sim =>
        {
            sim.Scheduler.Schedule(TimeSpan.FromMilliseconds(1), () => throw new FormatException());
            try
            {
                Observable.Timer(TimeSpan.FromMilliseconds(5), sim.Scheduler).ToVeda().On(sim.Scheduler).Count().Wait();
            }
            catch (FormatException)
            {
                // it came through here, and is not for this code to forgive
            }
            await Task.Delay(TimeSpan.FromSeconds(1), sim.Time);
        }, s_few);
        Assert.IsType<FormatException>(result.Failure!.Error);
    }

    [Fact]
    public void Flows_go_into_operations_and_threads_and_do_not_come_out()
    {
        var flow = new AsyncLocal<int>();
        flow.Value = 1;
        Explore.Check(async sim =>
        {
            Assert.Equal(1, flow.Value);
            flow.Value = 2;
            await Task.WhenAll(sim.Run(See), sim.Thread(() => Assert.Equal(2, flow.Value)));
            sim.Scheduler.Schedule(() => flow.Value = 3);
            await Task.Delay(TimeSpan.FromSeconds(1), sim.Time);
            Assert.Equal(2, flow.Value);

            async Task See()
            {
                Assert.Equal(2, flow.Value);
                await Task.Yield();
                Assert.Equal(2, flow.Value);
            }
        }, s_few).ThrowOnFailure();
        Assert.Equal(1, flow.Value);
    }

    [Fact]
    public void An_asynchronous_body_on_a_thread_is_waited_for()
    {
        var result = Explore.Check(sim => sim.Thread(async () =>
        {
            await Task.Delay(TimeSpan.FromSeconds(1), sim.Time);
            throw new FormatException();
        }), s_few);
        Assert.IsType<FormatException>(result.Failure!.Error);
    }

    [Fact]
    public void What_comes_back_late_is_waited_for_again()
    {
        Explore.Check(async sim =>
        {
            await Task.WhenAll(sim.Run(Twice), sim.Run(async () => await Task.Yield()), sim.Thread(() => sim.Join(Task.Run(() => { }))));

            static async Task Twice()
            {
                await new RealThread();
                await new RealThread();
                await Task.Run(() => { });
            }
        }, new ExploreOptions { Executions = 30, Scheduler = new SeededOptions { Escapes = EscapePolicy.Wait } }).ThrowOnFailure();
    }

    [Fact]
    public void A_runtime_that_has_ended_is_nobodys()
    {
        var first = VedaRuntime.Deterministic(1);
        var second = VedaRuntime.Deterministic(2);
        first.Dispose();
        Assert.Equal(3, VedaStream.Range(0, 3).Count().Wait());
        Assert.Contains("already runs", Assert.Throws<InvalidOperationException>(() => second.Run(() =>
        {
            second.Run(() => Task.CompletedTask);
            return Task.CompletedTask;
        })).Message);
        second.Dispose();
        Assert.Equal(3, VedaStream.Range(0, 3).Count().Wait());
        second.Dispose();
    }
}
