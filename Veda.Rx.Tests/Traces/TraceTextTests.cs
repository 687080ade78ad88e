using Veda.Rx.Testing;
using Xunit;

namespace Veda.Rx.Tests.Traces;

/// <summary>A trace as text has a line for each step, and no line is too wide to read.</summary>
public sealed class TraceTextTests
{
    [Theory]
    [InlineData(0, 1)]
    [InlineData(1, 1)]
    [InlineData(30, 2)]
    [InlineData(300, 6)]
    [InlineData(300, 7)]
    [InlineData(300, 40)]
    public void There_is_a_line_for_each_step_and_it_fits(int steps, int lanes)
    {
        foreach (var length in (int[])[0, 1, 14, 60, 5_000])
        {
            var trace = Executions.Made(steps, lanes, i => new string((char)('a' + i % 26), length));
            var lines = Lines(trace.ToText());
            Assert.Equal(steps + 1, lines.Length);
            if (lanes < 7)   // with more a line is as long as the operation
                Assert.All(lines, line => Assert.InRange(line.Length, 0, 120));
        }
    }

    [Fact]
    public void Columns_stand_below_the_names_of_their_lanes()
    {
        var trace = Executions.Record("threads");
        var lines = Lines(trace.ToText());
        foreach (var step in trace.Events)
        {
            var column = lines[0].IndexOf(trace.Lanes[step.Lane], StringComparison.Ordinal);
            Assert.Equal(step.Operation, lines[step.Step][column..].Split("  ")[0]);
            Assert.Equal(step.Picked != 0, lines[step.Step].StartsWith('»'));
        }
    }

    [Fact]
    public void Only_the_last_steps_are_drawn_if_that_is_asked_for()
    {
        var lines = Lines(Executions.Made(100, 2, i => $"operation {i}").ToText(10));
        Assert.Equal("(90 steps before)", lines[0]);
        Assert.Equal(12, lines.Length);
        Assert.Contains("operation 99", lines[^1]);
        Assert.Throws<ArgumentOutOfRangeException>("steps", () => new Trace().ToText(0));
    }

    [Fact]
    public void What_has_lines_is_on_one_and_no_sign_is_cut_in_two()
    {
        var trace = Executions.Made(20, 2, i => i % 2 == 0 ? "one\r\ntwo\tthree" : $"{new string('x', i)}{string.Concat(Enumerable.Repeat("😀", 60))}");
        var text = trace.ToText();
        Assert.Equal(21, Lines(text).Length);
        Assert.True(text.EnumerateRunes().All(rune => rune.Value != 0xFFFD));
    }

    [Fact]
    public void A_lane_without_a_name_has_a_number() =>
        Assert.Contains("lane 3", new Trace { Events = [new TraceEvent(1, long.MaxValue, 3, "x", 0, 0)] }.ToText());

    private static string[] Lines(string text) => text.TrimEnd('\n').Split('\n');
}
