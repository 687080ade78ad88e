using System.Text.RegularExpressions;
using Veda.Rx.Testing;
using Xunit;

namespace Veda.Rx.Tests.Traces;

/// <summary>The page has the whole trace in it, and needs and runs nothing else.</summary>
public sealed partial class HtmlPageTests
{
    private const string Evil = "</script><script>alert(1)</script><!-- <b>&amp;\" ' {\"events\":[],\"lanes\":[]} \u2028";

    [Fact]
    public void The_trace_can_be_read_back_from_the_page()
    {
        foreach (var name in Executions.Bodies.Keys)
        {
            var trace = Executions.Record(name);
            var shown = Trace.FromJson(Data(trace.ToHtml()));
            Assert.Equal(trace.Events, shown.Events);
            Assert.Equal(trace.Lanes, shown.Lanes);
            Assert.Equal(trace.Failure, shown.Failure);
        }
        Assert.Empty(Trace.FromJson(Data(new Trace().ToHtml())).Events);
    }

    [Fact]
    public void No_text_of_the_trace_is_taken_for_markup()
    {
        var trace = new Trace { Test = Evil, Failure = Evil, Strategy = Evil, Lanes = [Evil], Events = [new TraceEvent(1, 0, 0, Evil, 0, 0)] };
        var page = trace.ToHtml();
        Assert.Equal(Tags(new Trace().ToHtml()), Tags(page));
        Assert.DoesNotContain("alert(1)</script>", page);
        Assert.DoesNotContain("<!--", page);
        var shown = Trace.FromJson(Data(page));
        Assert.Equal((Evil, Evil, Evil, Evil), (shown.Test, shown.Failure, shown.Lanes[0], shown.Events[0].Operation));
    }

    [Fact]
    public void Elements_are_closed_in_the_order_in_which_they_were_opened()
    {
        var open = new Stack<string>();
        foreach (var tag in Tags(Executions.Record("threads").ToHtml()))
        {
            if (tag.StartsWith('/'))
                Assert.Equal(tag[1..], open.Pop());
            else if (tag is not ("meta" or "input" or "path"))
                open.Push(tag);
        }
        Assert.Empty(open);
    }

    /// <summary>Nor does the script write markup: what is not in the page when it is loaded comes as text.</summary>
    [Theory]
    [InlineData("http:")]
    [InlineData("https:")]
    [InlineData("//cdn")]
    [InlineData(" src=")]
    [InlineData(" href=")]
    [InlineData("<link")]
    [InlineData("@import")]
    [InlineData("url(h")]
    [InlineData("fetch(")]
    [InlineData("import(")]
    [InlineData("innerHTML")]
    [InlineData("insertAdjacentHTML")]
    [InlineData("document.write")]
    [InlineData("eval(")]
    public void Nothing_is_loaded_from_elsewhere(string forbidden) => Assert.DoesNotContain(forbidden, new Trace().ToHtml());

    [Fact]
    public void There_are_colours_for_light_and_dark_and_a_policy_against_loading()
    {
        var page = new Trace().ToHtml();
        Assert.Contains("prefers-color-scheme: dark", page);
        Assert.Contains("default-src 'none'", page);
    }

    [Fact]
    public void Thousands_of_steps_make_a_page_of_a_size_to_send()
    {
        var page = Executions.Made(5_000, 12, i => $"operation {i}").ToHtml();
        Assert.InRange(page.Length, 5_000 * 20, 1 << 20);
        Assert.Equal(5_000, Trace.FromJson(Data(page)).Events.Count);
    }

    private static string Data(string page) => DataElement().Match(page).Groups["json"].Value;

    /// <summary>The tags of a page as a browser sees them: in a script there are none.</summary>
    private static List<string> Tags(string page) =>
        [.. Tag().Matches(Contents().Replace(page, "><$1")).Select(tag => tag.Groups["name"].Value)];

    [GeneratedRegex("""<script type="application/json" id="trace">(?<json>.*?)</script>""", RegexOptions.Singleline)]
    private static partial Regex DataElement();

    [GeneratedRegex("(?<=<(?:script|style)[^>]*)>[^<]*(?:<(?!/(?:script|style))[^<]*)*<(/(?:script|style))", RegexOptions.Singleline)]
    private static partial Regex Contents();

    [GeneratedRegex("<(?<name>/?[a-z][a-z0-9]*)")]
    private static partial Regex Tag();
}
