using System.Reactive;
using FsCheck;
using FsCheck.Fluent;
using FsCheck.Xunit;
using Veda.Rx.Testing;
using Xunit;

namespace Veda.Rx.Tests.Properties;

/// <summary>What is generated is of its kind, all of it comes about, and what is shrunk becomes simpler.</summary>
public sealed class ScriptTests
{
    private const ScriptKinds Sources = ScriptKinds.Cold | ScriptKinds.Hot;

    public static TheoryData<ScriptKinds> Kinds =>
    [
        ScriptKinds.Cold, ScriptKinds.Hot, Sources, Sources | ScriptKinds.Rogue, Sources | ScriptKinds.Disposed,
        ScriptKinds.Cold | ScriptKinds.Rogue | ScriptKinds.Disposed, ScriptKinds.Hot | ScriptKinds.Rogue | ScriptKinds.Disposed,
    ];

    [Theory]
    [MemberData(nameof(Kinds))]
    public void A_script_and_what_it_shrinks_to_are_of_the_kind(ScriptKinds kinds)
    {
        var scripts = Scripts(kinds);
        foreach (var script in Sample(scripts))
        {
            foreach (var one in scripts.Shrinker(script).Prepend(script))
            {
                Assert.Equal(kinds.HasFlag(ScriptKinds.Rogue), one.IsRogue);
                Assert.Equal(kinds.HasFlag(ScriptKinds.Disposed) ? 1 : 0, one.Disposals.Count);
                Assert.True(kinds.HasFlag(one.IsHot ? ScriptKinds.Hot : ScriptKinds.Cold));
                Assert.All(one.Messages, message => Assert.Equal(0, message.Time % Marble.TicksPerFrame));
            }
        }
    }

    [Theory]
    [MemberData(nameof(Kinds))]
    public void Shrinking_comes_to_an_end_at_the_simplest_of_the_kind(ScriptKinds kinds)
    {
        var scripts = Scripts(kinds);
        foreach (var script in Sample(scripts))
        {
            var simplest = script;
            for (var steps = 0; scripts.Shrinker(simplest).FirstOrDefault() is { } simpler; simplest = simpler)
                Assert.True(++steps < 200, $"still shrinking at {simpler}");
            Assert.Equal(kinds.HasFlag(ScriptKinds.Rogue) ? 2 : 0, simplest.Messages.Count);
            Assert.DoesNotContain(simplest.Messages, message => message.Value.Kind == NotificationKind.OnError || message.Time > Marble.TicksPerFrame);
            Assert.All(simplest.Disposals, disposal => Assert.Equal(0, disposal));
            Assert.Equal(!kinds.HasFlag(ScriptKinds.Cold), simplest.IsHot);
        }
    }

    [Fact]
    public void What_a_bug_depends_on_is_what_remains()
    {
        var scripts = Scripts(Sources);
        foreach (var script in Sample(scripts).Where(HasBug))
        {
            var smallest = script;
            while (scripts.Shrinker(smallest).FirstOrDefault(HasBug) is { } smaller)
                smallest = smaller;
            Assert.Equal("(05)", smallest.ToString().Replace("50", "05"));
        }

        // Two values at one time, one of them at least 5.
        static bool HasBug(ObservableScript<int> script) => script.Messages.Where(message => message.Value.HasValue && message.Time >= 0)
            .GroupBy(message => message.Time).Any(group => group.Count() >= 2 && group.Any(message => message.Value.Value >= 5));
    }

    [Fact]
    public void Everything_that_can_happen_happens()
    {
        var scripts = Sample(Scripts(Sources)).ToArray();
        Some(script => script.IsHot);
        Some(script => !script.IsHot);
        Some(script => script.Messages.Any(message => message.Time < 0));
        Some(script => script.Messages.Count == 0);
        Some(script => script.Messages.Count > 5);
        Some(script => script.Messages.LastOrDefault().Value?.Kind == NotificationKind.OnCompleted);
        Some(script => script.Messages.LastOrDefault().Value?.Kind == NotificationKind.OnError);
        Some(script => script.Messages.LastOrDefault().Value?.Kind == NotificationKind.OnNext);
        Some(script => script.Messages.DistinctBy(message => message.Time).Count() < script.Messages.Count);
        var rogues = Sample(Scripts(Sources | ScriptKinds.Rogue)).ToArray();
        Assert.Contains(rogues, script => script.Messages.Count(message => !message.Value.HasValue) > 1);
        Assert.Contains(rogues, script => script.Messages.Count(message => !message.Value.HasValue) == 1);

        void Some(Predicate<ObservableScript<int>> predicate) => Assert.Contains(scripts, predicate);
    }

    [Property(Arbitrary = [typeof(RxArbitraries)])]
    public void FsCheck_finds_scripts_by_their_type(ObservableScript<int> script, ObservableScript<string> other)
    {
        Assert.False(script.IsRogue);
        Assert.Empty(other.Disposals);
    }

    [Fact]
    public void A_failure_prints_the_diagram()
    {
        var failure = Assert.ThrowsAny<Exception>(() => Prop.ForAll(Scripts(ScriptKinds.Cold), script => script.Messages.All(message => message.Value.HasValue))
            .QuickCheckThrowOnFailure());
        Assert.Matches(@"(Shrunk|Original):\s+\|", failure.Message);
    }

    [Fact]
    public void Times_are_whole_frames_and_shrink_to_earlier_ones()
    {
        var times = RxArb.Times(5);
        Assert.Equal([0, 10, 20, 30, 40, 50], times.Generator.Sample(200, new Rnd(1), 10).Distinct().Order());
        Assert.Equal([0, 30, 40], times.Shrinker(50));
        Assert.Empty(times.Shrinker(0));
        Assert.Throws<ArgumentOutOfRangeException>("frames", () => RxArb.Times(-1));
    }

    [Fact]
    public void Disposals_are_around_everything_that_is_said()
    {
        var disposals = RxArb.Disposals(Marble.Parse<char>("-a|"));
        Assert.Equal([0, 9, 10, 11, 19, 20, 21], disposals.Generator.Sample(300, new Rnd(1), 10).Distinct().Order());
        Assert.Equal([0, 9], disposals.Shrinker(10));
    }

    [Fact]
    public void Errors_shrink_to_the_bare_one()
    {
        var errors = RxArb.Errors();
        Assert.Equal(3, errors.Generator.Sample(100, new Rnd(1), 10).Distinct().Count());
        Assert.Equal([new MarbleException()], errors.Shrinker(new MarbleException("x")));
        Assert.Empty(errors.Shrinker(new MarbleException()));
    }

    [Theory]
    [InlineData(ScriptKinds.None)]
    [InlineData(ScriptKinds.Rogue | ScriptKinds.Disposed)]
    [InlineData((ScriptKinds)17)]
    public void Kinds_that_are_none_are_refused(ScriptKinds kinds) => Assert.Throws<ArgumentOutOfRangeException>("kinds", () => Scripts(kinds));

    private static Arbitrary<ObservableScript<int>> Scripts(ScriptKinds kinds) => RxArb.Scripts(ArbMap.Default.ArbFor<int>(), kinds);

    private static IEnumerable<ObservableScript<int>> Sample(Arbitrary<ObservableScript<int>> scripts) => scripts.Generator.Sample(300, new Rnd(7), 20);
}
