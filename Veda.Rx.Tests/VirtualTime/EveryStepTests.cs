using Veda.Rx.Tests.Equivalence;
using Xunit;

namespace Veda.Rx.Tests.VirtualTime;

/// <summary>An end at every step of a run, and an error in every call of a delegate: none is passed over, as chance may in <see cref="VirtualEngineTests"/>.</summary>
public sealed class EveryStepTests
{
    private const int Seeds = 3;

    public static TheoryData<string, bool> Cases => new(from name in Representative.All.Keys from preempts in (bool[])[false, true] select (name, preempts));

    [Theory]
    [MemberData(nameof(Cases))]
    public void Disposing_at_any_step_silences_and_gives_everything_back(string name, bool preempts) => ForSeeds(name, preempts, (pipeline, seed) =>
    {
        var expected = Outcome.Of(pipeline.Linq(key => key));
        for (var (step, last) = (0, int.MaxValue); step <= last; step++)
        {
            using var scene = new Scene(seed, preempts);
            var subscription = pipeline.Veda(scene).Subscribe(scene.Probe);
            scene.Scheduler.StopsAt = step;
            scene.Scheduler.Start();
            last = scene.Scheduler.Steps < step ? step : last;   // the run was over before
            subscription.Dispose();
            var heard = scene.Probe.Notifications;
            scene.Finish();
            Assert.Equal(heard, scene.Probe.Notifications);
            AssertBeginning(pipeline, expected, scene.Probe.Heard, $"disposed of at step {step}");
        }
    });

    [Theory]
    [MemberData(nameof(Cases))]
    public void An_error_in_any_call_ends_the_stream_where_linq_ends(string name, bool preempts) => ForSeeds(name, preempts, (pipeline, seed) =>
    {
        int? thrown = 0;
        for (var call = 1; thrown is not null; call++)
        {
            using var scene = new Scene(seed, preempts, call);
            pipeline.Veda(scene).Subscribe(scene.Probe);
            scene.Finish();
            thrown = scene.Thrown;
            var expected = Outcome.Of(pipeline.Linq(scene.CallAgain));
            Assert.True(scene.Probe.Ended.IsCompleted, $"call {call}: the stream did not end, though nothing is left to run");
            Assert.True(expected.End == scene.Probe.Heard.End, $"call {call}, with {thrown}: {expected} was expected, and {scene.Probe.Heard} came");
            if (pipeline.IsOrdered)
                Assert.Equal(expected, scene.Probe.Heard);
            else
                AssertBeginning(pipeline, Outcome.Of(pipeline.Linq(key => key)), scene.Probe.Heard, $"error in call {call}");
        }
    });

    /// <summary>Of an unordered stream, that it is a part of it.</summary>
    private static void AssertBeginning(Representative pipeline, Outcome<int> expected, Outcome<int> actual, string when) => Assert.True(
        pipeline.IsOrdered
            ? expected.Elements.AsSpan().StartsWith(actual.Elements)
            : actual.Elements.Distinct().Count() == actual.Elements.Length && !actual.Elements.Except(expected.Elements).Any(),
        $"{when}: of {expected} this came: {actual}");

    private static void ForSeeds(string name, bool preempts, Action<Representative, ulong> check)
    {
        for (var seed = SeedRange.First; seed < SeedRange.First + Seeds; seed++)
        {
            try
            {
                check(Representative.All[name], seed);
            }
            catch (Exception error)
            {
                throw new InvalidOperationException($"VEDA_SEED={seed}: {name}, {(preempts ? "interrupted" : "not interrupted")}: {error.Message}", error);
            }
        }
    }
}
