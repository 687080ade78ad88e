using System.Reactive.Concurrency;
using Veda.Rx.Testing;
using Veda.Rx.Tests.Guarantees;
using Xunit;

namespace Veda.Rx.Tests.VirtualTime;

/// <summary>One thread drives a simulation at a time, and another one that tries is told so.</summary>
public sealed class DrivingTests
{
    [Fact]
    public void A_thread_that_drives_while_another_one_does_is_told_which()
    {
        var scheduler = new SeededTestScheduler(1);
        var ran = 0;
        var stream = VedaStream.Range(0, 10).On(scheduler).Map(x => x).Count();
        foreach (var begin in new Action[] { scheduler.Start, () => scheduler.RunNext() })
        {
            scheduler.Schedule(() =>
            {
                AssertTold(() => scheduler.RunNext());
                AssertTold(() => scheduler.RunUntil(() => false));
                if (!scheduler.IsEnabled)
                    AssertTold(scheduler.Start);
                Assert.Equal(10, stream.Wait());   // its own thread may
                ran++;
            });
            begin();
            Assert.False(scheduler.IsEnabled);
        }
        Assert.Equal(2, ran);
    }

    [Fact]
    public void A_thread_under_a_simulated_one_drives_for_the_one_that_waits()
    {
        using var runtime = VedaRuntime.Deterministic(1, new SeededOptions { PreemptsWork = true });
        var told = new List<int>();
        runtime.Run(async () => await VedaStream.Range(0, 30).WithBatch(1, 3).Inspect(_ =>
        {
            AssertTold(() => runtime.Scheduler.RunNext());
            told.Add(Environment.CurrentManagedThreadId);
        }).Count());
        Assert.Equal(30, told.Count);
        Assert.DoesNotContain(Environment.CurrentManagedThreadId, told);
    }

    [Fact]
    public void Threads_may_drive_one_after_the_other()
    {
        using var runtime = VedaRuntime.Deterministic(1);
        for (var i = 0; i < 4; i++)
            Elsewhere(() => Assert.Equal(100, VedaStream.Range(0, 100).On(runtime.Scheduler).WithBatch(1, 3).Map(x => x).Count().Wait()));
        Elsewhere(() => runtime.Run(async () => Assert.Equal(100, await VedaStream.Range(0, 100).On(runtime.Scheduler).Map(x => x).Count())));
        runtime.Run(async () => Assert.Equal(100, await VedaStream.Range(0, 100).Map(x => x).Count()));
    }

    [Fact]
    public async Task Waiting_on_several_threads_at_once_is_right_or_told()
    {
        for (ulong seed = 0; seed < 20; seed++)
        {
            using var runtime = VedaRuntime.Deterministic(seed);
            using var start = new Barrier(4);
            var flows = Enumerable.Range(0, 4).Select(_ => Task.Factory.StartNew(Count, TestContext.Current.CancellationToken, TaskCreationOptions.LongRunning, TaskScheduler.Default)).ToArray();
            foreach (var error in (await Task.WhenAll(flows).InTime()).OfType<Exception>())
                Assert.True(error is InvalidOperationException, error.ToString());

            Exception? Count()
            {
                start.SignalAndWait(TestContext.Current.CancellationToken);
                return Record.Exception(() => Assert.Equal(20_000, VedaStream.Range(0, 20_000).WithBatch(1, 3).Map(x => x).Count().Wait()));
            }
        }
    }

    private static void AssertTold(Action drive)
    {
        var here = Environment.CurrentManagedThreadId;
        Elsewhere(() =>
        {
            var message = Assert.Throws<InvalidOperationException>(drive).Message;
            Assert.Contains($"Thread {Environment.CurrentManagedThreadId} drives the simulation while thread {here} does", message);
            Assert.Contains("One thread drives a simulation at a time", message);
        });
    }

    /// <summary>Does something on a real thread of its own, of which the simulation does not know.</summary>
    private static void Elsewhere(Action action)
    {
        Task done;
        using (ExecutionContext.SuppressFlow())
            done = Task.Factory.StartNew(action, CancellationToken.None, TaskCreationOptions.LongRunning, TaskScheduler.Default);
        done.InTime().GetAwaiter().GetResult();
    }
}
