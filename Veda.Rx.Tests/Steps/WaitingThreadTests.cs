using System.Reactive.Linq;
using System.Reactive.Subjects;
using Veda.Rx.Testing;
using Xunit;

namespace Veda.Rx.Tests.Steps;

/// <summary>Simulated threads that wait for streams, taking part in them meanwhile.</summary>
public sealed class WaitingThreadTests
{
    private static readonly ExploreOptions s_few = new() { Executions = 200 };

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(5)]
    public void Threads_that_wait_for_what_never_comes_are_a_deadlock_however_many_they_are(int threads)
    {
        var result = Explore.Check(sim => Task.WhenAll(Enumerable.Range(0, threads).Select(i =>
            sim.Thread(() => Observable.Never<int>().ToVeda().On(sim.Scheduler).Count().Wait(), $"waits {i}"))), s_few);

        var error = Assert.IsType<DeadlockException>(result.Failure!.Error);
        Assert.All(Enumerable.Range(0, threads), i => Assert.Contains($"waits {i}", error.Message));
    }

    [Fact]
    public void Threads_that_wait_for_what_each_other_sends_hear_it()
    {
        Explore.Check(async sim =>
        {
            const int Turns = 10;
            var left = Enumerable.Range(0, Turns).Select(_ => new ReplaySubject<int>()).ToArray();
            var right = Enumerable.Range(0, Turns).Select(_ => new ReplaySubject<int>()).ToArray();
            await Task.WhenAll(
                sim.Thread(() => Play(left, right)),
                sim.Thread(() => Play(right, left)));

            void Play(ReplaySubject<int>[] heard, ReplaySubject<int>[] said)
            {
                for (var turn = 0; turn < Turns; turn++)
                {
                    if (said == left)
                        said[turn].OnCompleted();
                    Assert.Equal(0, heard[turn].ToVeda().On(sim.Scheduler).Count().Wait());
                    if (said == right)
                        said[turn].OnCompleted();
                }
            }
        }, s_few).ThrowOnFailure();
    }

    [Fact]
    public void A_thread_that_waits_hears_what_comes_late()
    {
        Explore.Check(async sim =>
        {
            var subject = new Subject<int>();
            var waiting = Task.WhenAll(Enumerable.Range(0, 3).Select(_ => sim.Thread(() => Assert.Equal(1, subject.ToVeda().On(sim.Scheduler).Count().Wait()))));
            await Task.Delay(TimeSpan.FromSeconds(1), sim.Time);
            subject.OnNext(1);
            await Task.Delay(TimeSpan.FromSeconds(1), sim.Time);
            subject.OnCompleted();
            await waiting;
        }, s_few).ThrowOnFailure();
    }

    [Fact]
    public void Who_is_called_behind_its_look_looks_again()
    {
        Explore.Check(sim =>
        {
            var (first, second) = (new Subject<int>(), new Subject<int>());
            return Task.WhenAll(
                sim.Thread(() => first.ToVeda().On(sim.Scheduler).Map(x => x).Zip(second.ToVeda().On(sim.Scheduler).Map(x => x)).Count().Wait()),
                sim.Thread(() => Complete(first)),
                sim.Thread(() => Complete(second)));

            void Complete(Subject<int> subject)
            {
                sim.Point(subject, Access.Write);
                subject.OnCompleted();
            }
        }, s_few with { Executions = 400 }).ThrowOnFailure();
    }

    [Theory]
    [InlineData(1)]
    [InlineData(4)]
    public void A_look_that_ends_one_part_of_a_run_ends_the_wait(int parallelism)
    {
        Explore.Check(sim =>
        {
            var source = new Subject<int>();
            return Task.WhenAll(
                sim.Thread(() => source.ToVeda().On(sim.Scheduler).WithParallelism(parallelism).Scan((a, b) => a + b).Map(x => x).Count().Wait()),
                sim.Thread(source.OnCompleted));
        }, s_few with { Executions = 400 }).ThrowOnFailure();
    }
}
