using Xunit;

namespace Veda.Rx.Tests.WorkStealing;

/// <summary>Runs of the real engine on the real queues, stepped: how many batches of others a run has to let pass.</summary>
public class FairnessTests
{
    public static TheoryData<int, int> Sizes => [.. from runs in (int[])[1, 3, 20] from workers in (int[])[1, 2, 5] select (runs, workers)];

    /// <summary>Each of the runs has as many participants as there are workers, and each of these stands in the queue once.</summary>
    [Theory]
    [MemberData(nameof(Sizes))]
    public void A_new_run_lets_no_more_batches_pass_than_others_have_participants(int runs, int workers)
    {
        for (var seed = 0; seed < 10; seed++)
        {
            var random = new Random(seed);
            var team = new SteppedTeam(workers);
            var batches = new int[runs + 1];
            using var silence = new System.Reactive.Disposables.CompositeDisposable();
            for (var run = 0; run < runs; run++)
                silence.Add(Subscribe(run));
            Step(random.Next(500));
            var before = batches.Sum();
            silence.Add(Subscribe(runs));
            var most = 0;
            for (var batch = 0; batch < 100; batch++)
            {
                while (batches[runs] == batch)
                    Step(1);
                most = Math.Max(most, batches[..runs].Sum() - before);
                before = batches[..runs].Sum();
            }
            Assert.InRange(most, Math.Min(runs, runs * workers / 2), runs * workers);

            IDisposable Subscribe(int run) => VedaStream.Repeat(0, int.MaxValue).On(team).WithBatch(1, 1).Map(x => batches[run]++).Subscribe(_ => { });

            void Step(int steps)
            {
                for (var i = 0; i < steps; i++)
                    Assert.True(team.Step(random.Next(workers)), "nothing waits");
            }
        }
    }

    [Fact]
    public void All_runs_get_the_same_share_in_the_long_run()
    {
        const int runs = 7;
        var team = new SteppedTeam(2);
        var batches = new int[runs];
        using var silence = new System.Reactive.Disposables.CompositeDisposable();
        for (var i = 0; i < runs; i++)
        {
            var run = i;
            silence.Add(VedaStream.Repeat(0, int.MaxValue).On(team).WithBatch(1, 1).Map(x => batches[run]++).Subscribe(_ => { }));
        }
        for (var step = 0; step < 14_000; step++)
            team.Step(step % 2);
        Assert.All(batches, count => Assert.InRange(count, 1_900, 2_100));
    }
}
