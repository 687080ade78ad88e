using System.Reactive.Concurrency;
using Xunit;

namespace Veda.Rx.Tests.Scheduling;

public class EverySchedulerHasASuite
{
    [Fact]
    public void Each_scheduler_of_ours_runs_the_contract()
    {
        var covered = typeof(SchedulerContract).Assembly.GetTypes()
            .Where(t => t.IsSubclassOf(typeof(SchedulerContract)) && !t.IsAbstract)
            .Select(t => ((SchedulerContract)Activator.CreateInstance(t)!).Covers)
            .ToHashSet();
        var ours = typeof(VedaOptions).Assembly.GetTypes().Where(t => t.IsAssignableTo(typeof(IScheduler)) && t is { IsAbstract: false, IsInterface: false }).ToArray();

        Assert.NotEmpty(ours);
        Assert.All(ours, t => Assert.Contains(t, covered));
    }
}
