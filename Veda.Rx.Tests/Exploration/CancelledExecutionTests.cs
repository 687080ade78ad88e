using Veda.Rx.Testing;
using Xunit;

namespace Veda.Rx.Tests.Exploration;

/// <summary>A cancellation is reported as it was thrown: with its type, its message and where it was.</summary>
public sealed class CancelledExecutionTests
{
    private static readonly ExploreOptions s_few = new() { Executions = 5 };

    [Fact]
    public void Of_the_body() => Reported(async _ =>
    {
        await Task.Yield();
        Cancel();
    });

    [Fact]
    public void Of_an_operation() => Reported(sim => sim.Run(async () =>
    {
        await Task.Yield();
        Cancel();
    }));

    [Fact]
    public void Of_an_operation_that_is_not_asynchronous() => Reported(sim => sim.Run(() =>
    {
        Cancel();
        return Task.CompletedTask;
    }));

    [Fact]
    public void Of_a_thread() => Reported(sim => sim.Thread(Cancel));

    [Fact]
    public void Of_a_thread_for_whose_end_others_wait() => Reported(async sim =>
    {
        var thread = sim.Thread(Cancel);
        await Task.WhenAll(thread, sim.Run(async () => await Task.Yield()));
    });

    [Fact]
    public void An_operation_that_is_cancelled_is_cancelled_by_its_token()
    {
        using var source = new CancellationTokenSource();
        source.Cancel();
        Explore.Check(async sim =>
        {
            foreach (var task in (Task[])[sim.Run(() => Task.FromCanceled(source.Token)), sim.Thread(source.Token.ThrowIfCancellationRequested)])
            {
                var error = await Assert.ThrowsAnyAsync<OperationCanceledException>(() => task);
                Assert.Equal(source.Token, error.CancellationToken);
                Assert.True(task.IsCanceled);
            }
        }, s_few).ThrowOnFailure();
    }

    [Fact]
    public void A_task_that_was_cancelled_without_an_exception_is_one_of_a_task() =>
        Assert.IsType<TaskCanceledException>(Explore.Check(_ => Task.FromCanceled(new CancellationToken(true)), s_few).Failure!.Error);

    private static void Reported(Func<SimContext, Task> body)
    {
        var result = Explore.Check(body, s_few);
        var error = Assert.IsType<OperationCanceledException>(result.Failure!.Error);
        Assert.Equal("cancelled by the user", error.Message);
        Assert.Contains(nameof(Cancel), error.StackTrace);
        Assert.Equal("OperationCanceledException: cancelled by the user", result.Failure.Trace.Failure);
    }

    private static void Cancel() => throw new OperationCanceledException("cancelled by the user");
}
