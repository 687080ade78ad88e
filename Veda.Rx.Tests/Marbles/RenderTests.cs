using FsCheck;
using FsCheck.Fluent;
using FsCheck.Xunit;
using Veda.Rx.Testing;
using Xunit;
using static Veda.Rx.Testing.ReactiveTest;

namespace Veda.Rx.Tests.Marbles;

/// <summary>Scripts as diagrams, and back.</summary>
public sealed class RenderTests
{
    [Fact]
    public void Numbers_come_back() => Check(ArbMap.Default.ArbFor<int>(), Marble.Parse<int>);

    [Fact]
    public void Texts_come_back_whatever_they_are_made_of() => Check(
        Arb.From(Gen.Elements("a", "", "]", "]]", "[", " ", "-", "|", "a b", "#", "null", "{2}", "^!", "é", "\n")), Marble.Parse<string>);

    [Property]
    public bool Every_scale_gives_the_script_back(PositiveInt scale, PositiveInt factor)
    {
        var script = Marble.Parse<int>("1-^-(2!)--#[x]", ticksPerFrame: (long)scale.Get * factor.Get);
        return Marble.Parse<int>(Marble.Render(script, null, scale.Get), scale.Get).Equals(script);
    }

    [Theory]
    [InlineData("")]
    [InlineData("|")]
    [InlineData("-a-(b|)")]
    [InlineData("a-^--b-#[disk full]")]
    [InlineData("a{21}b")]
    [InlineData("a--------------------b")]
    [InlineData("^-a-!")]
    [InlineData("(^a!)")]
    [InlineData("a-(|#)-b")]
    [InlineData("[12]-[]]]")]
    public void A_diagram_comes_back(string diagram) => Assert.Equal(diagram, Marble.Render(Marble.Parse<string>(diagram)));

    [Fact]
    public void Frames_behind_the_last_message_are_left_out() => Assert.Equal("-a", Marble.Render(Marble.Parse<char>("-a----")));

    [Fact]
    public void Sequences_show_their_elements() =>
        Assert.Equal("[1 2]-[]|", Marble.Render([OnNext(0, new[] { 1, 2 }), OnNext(20, Array.Empty<int>()), OnCompleted<int[]>(30)]));

    [Fact]
    public void Errors_of_other_types_show_type_and_message() =>
        Assert.Equal("#[IOException: full]", Marble.Render([OnError<int>(0, new IOException("full"))]));

    [Fact]
    public void A_function_gives_the_texts() => Assert.Equal("ab", Marble.Render([OnNext(0, 1), OnNext(10, 2)], x => ((char)('a' + x - 1)).ToString()));

    [Fact]
    public void What_is_between_two_frames_is_refused()
    {
        var wrong = Assert.Throws<ArgumentException>("script", () => Marble.Render([OnNext(10, 1), OnNext(15, 1)]));
        Assert.Contains("15; allowed: multiples of ticksPerFrame, which is 10", wrong.Message);
        Assert.Throws<ArgumentException>("script", () => Marble.Render(new ObservableScript<int>(isHot: false, [], [5])));
        Assert.Throws<ArgumentOutOfRangeException>("ticksPerFrame", () => Marble.Render([OnNext(10, 1)], null, -1));
        Assert.Throws<ArgumentNullException>("script", () => Marble.Render((ObservableScript<int>)null!));
    }

    [Fact]
    public void A_script_prints_itself_with_a_frame_that_fits()
    {
        Assert.Equal("-a-|", Marble.Parse<char>("-a-|").ToString());
        Assert.Equal("---1 (5 ticks a frame)", new ObservableScript<int>(isHot: false, [OnNext(15, 1)]).ToString());
    }

    private static void Check<T>(Arbitrary<T> values, Func<string, long, ObservableScript<T>> parse)
    {
        foreach (var kinds in new[] { ScriptKinds.None, ScriptKinds.Rogue, ScriptKinds.Disposed, ScriptKinds.Rogue | ScriptKinds.Disposed })
        {
            Prop.ForAll(RxArb.Scripts(values, kinds | ScriptKinds.Cold | ScriptKinds.Hot), script => Assert.Equal(script, parse(Marble.Render(script), Marble.TicksPerFrame)))
                .Check(Config.QuickThrowOnFailure.WithMaxTest(300).WithQuietOnSuccess(true));
        }
    }
}
