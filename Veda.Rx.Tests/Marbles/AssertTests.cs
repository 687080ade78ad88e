using System.Reactive;
using System.Reactive.Linq;
using Veda.Rx.Testing;
using Xunit;
using static Veda.Rx.Testing.ReactiveTest;

namespace Veda.Rx.Tests.Marbles;

/// <summary>Comparing with a diagram, and what is said where it differs.</summary>
public sealed class AssertTests
{
    [Theory]
    [InlineData("-a-b-|")]
    [InlineData("(ab)#")]
    [InlineData("{500}a")]
    [InlineData("")]
    public void What_is_as_expected_passes(string diagram) => MarbleAssert.Equal(diagram, Heard(diagram));

    [Fact]
    public void Another_value_is_shown_under_the_expected_one() => Differs(
        "-a-c-|", "-a-b-|",
        "Expected: -a-c-|",
        "Actual:   -a-b-|",
        "             ^",
        "At 230 OnNext(c) was expected, and OnNext(b) came. A frame is 10 ticks, the first at 200.");

    [Fact]
    public void Diagrams_stay_aligned_where_values_are_long() => Differs(
        "-[long]-c|", "-a-b|",
        "Expected: -[long]-c|",
        "Actual:   -a     -b|",
        "           ^",
        "At 210 OnNext(long) was expected, and OnNext(a) came. A frame is 10 ticks, the first at 200.");

    [Fact]
    public void What_comes_late_is_said_to_be_late() => Differs(
        "-a-|", "--a|",
        "Expected: -a-|",
        "Actual:   --a|",
        "           ^",
        "OnNext(a) came at 220, 1 frame after 210, where it was expected. A frame is 10 ticks, the first at 200.");

    [Fact]
    public void What_comes_early_is_said_to_be_early() => Differs(
        "a----|", "a-|",
        "Expected: a----|",
        "Actual:   a-|---",
        "            ^",
        "OnCompleted() came at 220, 3 frames before 250, where it was expected. A frame is 10 ticks, the first at 200.");

    [Fact]
    public void What_does_not_come_is_said_to_be_missing() => Differs(
        "a-(b|)", "a",
        "Expected: a-(b|)",
        "Actual:   a--",
        "            ^",
        "OnNext(b) was expected at 220; nothing more came. A frame is 10 ticks, the first at 200.");

    [Fact]
    public void What_comes_too_much_is_said_to_be_so() => Differs(
        "a", "a-#[full]",
        "Expected: a--",
        "Actual:   a-#[full]",
        "            ^",
        "OnError(full) came at 220; nothing more was expected. A frame is 10 ticks, the first at 200.");

    [Fact]
    public void In_a_group_the_caret_is_under_the_first_that_differs() => Differs(
        "-(abc)", "-(axc)",
        "Expected: -(abc)",
        "Actual:   -(axc)",
        "             ^",
        "At 210 OnNext(b) was expected, and OnNext(x) came. A frame is 10 ticks, the first at 200.");

    [Fact]
    public void Another_value_at_another_time_is_said_with_both_times() => Differs(
        "-a", "--b",
        "Expected: -a-",
        "Actual:   --b",
        "           ^",
        "OnNext(a) was expected at 210, and OnNext(b) came at 220. A frame is 10 ticks, the first at 200.");

    [Fact]
    public void A_long_silence_does_not_make_a_long_picture() => Differs(
        "{300}a", "{300}b",
        "Expected: {300}a",
        "Actual:   {300}b",
        "               ^",
        "At 3200 OnNext(a) was expected, and OnNext(b) came. A frame is 10 ticks, the first at 200.");

    [Fact]
    public void What_is_between_two_frames_makes_frames_shorter()
    {
        var wrong = Assert.Throws<MarbleAssertException>(() => MarbleAssert.Equal(Marble.Parse<int>("-1"), [OnNext(215, 1)]));
        Assert.Equal(Lines("", "Expected: --1-", "Actual:   ---1", "            ^", "OnNext(1) came at 215, 1 frame after 210, where it was expected. A frame is 5 ticks, the first at 200."), wrong.Message);
    }

    [Fact]
    public void A_bare_error_means_any_and_a_text_its_message_or_type()
    {
        var heard = new TestScheduler().CreateObserver<int>();
        heard.OnError(new IOException("full"));
        foreach (var meant in new[] { "#", "#[full]", "#[IOException]", "#[IOException: full]" })
            MarbleAssert.Equal(meant, heard, start: 0);
        Assert.Throws<MarbleAssertException>(() => MarbleAssert.Equal("#[other]", heard, start: 0));
        Assert.Throws<MarbleAssertException>(() => MarbleAssert.Equal("|", heard, start: 0));
        MarbleAssert.Equal("#", heard, int.Parse, _ => new IOException("full"), start: 0);
        Assert.Throws<MarbleAssertException>(() => MarbleAssert.Equal("#", heard, int.Parse, _ => new ArgumentException("full"), start: 0));
    }

    [Fact]
    public void Sequences_are_equal_when_their_elements_are()
    {
        var scheduler = new TestScheduler();
        var source = scheduler.CreateHot<int>("^1-2-3-|");
        var heard = scheduler.Start(() => source.Buffer(2));
        MarbleAssert.Equal("---a---(b|)", heard, text => text == "a" ? [1, 2] : [3]);
        Assert.Throws<MarbleAssertException>(() => MarbleAssert.Equal("---a---(b|)", heard, text => text == "a" ? [1, 2] : [3, 4]));
    }

    [Fact]
    public void A_failure_is_an_assertion_to_the_runner() =>
        Assert.Contains(typeof(MarbleAssertException).GetInterfaces(), type => type.Name == "IAssertionException");

    private static void Differs(string expected, string actual, params string[] lines) =>
        Assert.Equal(Lines(["", .. lines]), Assert.Throws<MarbleAssertException>(() => MarbleAssert.Equal(expected, Heard(actual))).Message);

    private static string Lines(params string[] lines) => string.Join(Environment.NewLine, lines);

    private static Listener Heard(string diagram) => new([.. Marble.Parse<string>(diagram).Messages.Select(message => new Recorded<Notification<string>>(Subscribed + message.Time, message.Value))]);

    /// <summary>One who has heard a diagram.</summary>
    private sealed class Listener(IList<Recorded<Notification<string>>> messages) : ITestableObserver<string>
    {
        public IList<Recorded<Notification<string>>> Messages => messages;

        public void OnNext(string value) => throw new NotSupportedException();

        public void OnError(Exception error) => throw new NotSupportedException();

        public void OnCompleted() => throw new NotSupportedException();
    }
}
