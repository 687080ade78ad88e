using System.Reactive;
using Veda.Rx.Testing;
using Xunit;
using static Veda.Rx.Testing.ReactiveTest;

namespace Veda.Rx.Tests.Marbles;

/// <summary>What diagrams mean, and what is no diagram.</summary>
public sealed class ParseTests
{
    [Fact]
    public void A_character_is_a_frame()
    {
        var script = Marble.Parse<char>("-a--b|");
        Assert.False(script.IsHot);
        Assert.Equal([OnNext(10, 'a'), OnNext(40, 'b'), OnCompleted<char>(50)], script.Messages);
    }

    [Fact]
    public void A_hot_diagram_counts_from_its_subscription()
    {
        var script = Marble.Parse<int>("-1-^-2-(3|)");
        Assert.True(script.IsHot);
        Assert.Equal([OnNext(-20, 1), OnNext(20, 2), OnNext(40, 3), OnCompleted<int>(40)], script.Messages);
        Assert.Equal([OnNext(20, 2), OnNext(40, 3), OnCompleted<int>(40)], script.Heard);
    }

    [Fact]
    public void A_group_is_one_frame_in_its_own_order() =>
        Assert.Equal([OnNext(0, 'b'), OnNext(0, 'a'), OnNext(10, 'c')], Marble.Parse<char>("(ba)c").Messages);

    [Fact]
    public void Spaces_mean_nothing_but_in_brackets() =>
        Assert.Equal([OnNext(10, "a"), OnNext(20, "b c")], Marble.Parse<string>(" - a [b c] ").Messages);

    [Fact]
    public void Longer_values_are_in_brackets() =>
        Assert.Equal([OnNext(0, -12), OnNext(10, 345)], Marble.Parse<int>("[-12][345]").Messages);

    [Fact]
    public void A_character_may_have_two_parts()
    {
        Assert.Equal([OnNext(10, "😀"), OnNext(30, "a"), OnNext(30, "👍"), OnCompleted<string>(40)], Marble.Parse<string>("-😀-(a👍)|").Messages);
        var script = Marble.Parse<string>("-😀|");
        Assert.Equal(script, Marble.Parse<string>(Marble.Render(script)));
        Assert.Contains("position 1: half a character; allowed: ", Assert.Throws<FormatException>(() => Marble.Parse<string>("-\ud83d-")).Message);
        Assert.Contains("position 2: half a character; allowed: ", Assert.Throws<FormatException>(() => Marble.Parse<string>("(a\ude00)")).Message);
    }

    [Fact]
    public void A_closing_bracket_in_a_text_is_doubled() =>
        Assert.Equal([OnNext(0, "]"), OnNext(10, ""), OnNext(20, "a]|")], Marble.Parse<string>("[]]][][a]]|]").Messages);

    [Fact]
    public void An_error_has_a_text_and_is_equal_to_another_of_this_text()
    {
        Assert.Equal([OnError<int>(10, new MarbleException())], Marble.Parse<int>("-#").Messages);
        Assert.Equal([OnError<int>(10, new MarbleException("disk full"))], Marble.Parse<int>("-#[disk full]").Messages);
        Assert.NotEqual(new MarbleException("a"), new MarbleException("b"));
    }

    [Fact]
    public void Errors_can_be_the_callers_own()
    {
        var error = new IOException();
        Assert.Equal([OnError<int>(0, error)], Marble.Parse("#", int.Parse, text => text.Length == 0 ? error : new IOException(text)).Messages);
    }

    [Fact]
    public void Disposals_count_from_the_subscription()
    {
        Assert.Equal([30], Marble.Parse<char>("-a-!").Disposals);
        Assert.Equal([20, 30], Marble.Parse<char>("a-^-(b!)!").Disposals);
    }

    [Fact]
    public void A_number_of_frames_can_be_written_as_such() =>
        Assert.Equal([OnNext(1000, 'a'), OnNext(1030, 'b')], Marble.Parse<char>("{100}a{2}b").Messages);

    [Fact]
    public void A_frame_has_as_many_ticks_as_the_call_says() =>
        Assert.Equal([OnNext(3, 'a'), OnCompleted<char>(6)], Marble.Parse<char>("-a|", ticksPerFrame: 3).Messages);

    [Fact]
    public void Values_can_have_names()
    {
        var values = new Dictionary<string, object> { ["a"] = 1, ["end"] = "!" };
        Assert.Equal([OnNext<object>(0, 1), OnNext<object>(10, "!")], Marble.Parse("a[end]", values).Messages);
        var wrong = Assert.Throws<FormatException>(() => Marble.Parse("ab", values));
        Assert.Contains("position 1", wrong.Message);
        Assert.Contains("allowed: a, end", wrong.Message);
    }

    [Fact]
    public void A_function_makes_values_of_texts() =>
        Assert.Equal([OnNext(0, 7), OnNext(10, 3)], Marble.Parse("7[abc]", text => text.Length == 1 ? text[0] - '0' : text.Length).Messages);

    [Fact]
    public void What_comes_after_the_end_makes_it_rogue()
    {
        Assert.False(Marble.Parse<char>("a|").IsRogue);
        Assert.True(Marble.Parse<char>("a|b").IsRogue);
        Assert.True(Marble.Parse<char>("(|#)").IsRogue);
        Assert.Equal("a|", Marble.Render(Marble.Parse<char>("a|b").Heard));
    }

    [Theory]
    [InlineData("-a)", 2, "')' closes nothing")]
    [InlineData("a]", 1, "']' closes nothing")]
    [InlineData("a}", 1, "'}' closes nothing")]
    [InlineData("-(ab", 1, "a group that does not end")]
    [InlineData("-()", 1, "a group with nothing in it")]
    [InlineData("(a-b)", 2, "'-' in a group")]
    [InlineData("(a(b))", 2, "'(' in a group")]
    [InlineData("(a{2})", 2, "'{' in a group")]
    [InlineData("-[ab", 1, "a text that does not end")]
    [InlineData("a#[x", 2, "a text that does not end")]
    [InlineData("^a^", 2, "a second '^'")]
    [InlineData("(!!)", 2, "a second '!'")]
    [InlineData("-!-^", 1, "'!' before '^'")]
    [InlineData("a{}", 1, "no number of frames")]
    [InlineData("a{0}", 1, "no number of frames")]
    [InlineData("a{-1}", 1, "no number of frames")]
    [InlineData("a{9999999999}", 1, "no number of frames")]
    [InlineData("a{2", 1, "no number of frames")]
    public void What_is_no_diagram_is_refused_with_its_place(string diagram, int position, string what)
    {
        var wrong = Assert.Throws<FormatException>(() => Marble.Parse<string>(diagram));
        Assert.StartsWith($"Marble diagram \"{diagram}\", position {position}: {what}", wrong.Message);
        Assert.Contains("allowed: ", wrong.Message);
    }

    [Fact]
    public void A_text_that_is_no_value_is_refused_with_its_place()
    {
        var wrong = Assert.Throws<FormatException>(() => Marble.Parse<int>("-1-x"));
        Assert.StartsWith("Marble diagram \"-1-x\", position 3: \"x\" is no Int32", wrong.Message);
    }

    [Fact]
    public void Arguments_are_checked()
    {
        Assert.Throws<ArgumentNullException>("diagram", () => Marble.Parse<int>(null!));
        Assert.Throws<ArgumentNullException>("value", () => Marble.Parse("a", (Func<string, int>)null!));
        Assert.Throws<ArgumentNullException>("values", () => Marble.Parse("a", (IReadOnlyDictionary<string, int>)null!));
        Assert.Throws<ArgumentOutOfRangeException>("ticksPerFrame", () => Marble.Parse<int>("1", 0));
        Assert.Throws<ArgumentException>("messages", () => new ObservableScript<int>(isHot: false, [OnNext(-10, 1)]));
        Assert.Throws<ArgumentException>("messages", () => new ObservableScript<int>(isHot: true, [OnNext(10, 1), OnNext(0, 2)]));
        Assert.Throws<ArgumentException>("disposals", () => new ObservableScript<int>(isHot: true, [], [-1]));
        Assert.Throws<ArgumentNullException>("messages", () => new ObservableScript<int>(isHot: true, (IEnumerable<Recorded<Notification<int>>>)null!));
    }
}
