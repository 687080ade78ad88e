using Veda.Rx.Benchmarks.Harness;
using Veda.Rx.Benchmarks.Policies;
using Xunit;

namespace Veda.Rx.Tests.Benchmarks;

/// <summary>The command lines of <c>compare</c>, <c>scaling</c> and <c>policies</c>.</summary>
public sealed class OptionsTests
{
    [Fact]
    public void Compare_has_these_options()
    {
        var options = CompareOptions.Parse(["--only", "light,wake", "--rounds", "7", "--quick", "--busy", "--json", "out.json"]);
        Assert.Equal(["light", "wake"], options.Only);
        Assert.Equal((7, true, true, "out.json"), (options.Rounds, options.Quick, options.Busy, options.JsonFile));
    }

    [Fact]
    public void Compare_without_options_is_a_full_run_of_all()
    {
        var options = CompareOptions.Parse([]);
        Assert.Empty(options.Only);
        Assert.Equal((11, false, false, null), (options.Rounds, options.Quick, options.Busy, options.JsonFile));
    }

    [Fact]
    public void A_child_measures_as_its_parent_was_told_and_starts_no_neighbour_of_its_own()
    {
        var child = CompareOptions.Parse([.. CompareOptions.Parse(["--quick", "--busy", "--only", "light", "--json", "all"]).ForChild("part")]);
        Assert.Equal((3, true, false, "part"), (child.Rounds, child.Quick, child.Busy, child.JsonFile));
    }

    [Fact]
    public void Scaling_has_these_options()
    {
        var options = ScalingOptions.Parse(["--only", "light", "--rounds", "2", "--quick", "--plot", "a.png", "--json", "a.json"]);
        Assert.Equal(["light"], options.Only);
        Assert.Equal((2, true, "a.png", "a.json"), (options.Rounds, options.Quick, options.PlotFile, options.JsonFile));
    }

    [Fact]
    public void Scaling_without_options_is_a_full_run_of_what_is_promised()
    {
        var options = ScalingOptions.Parse([]);
        Assert.Equal(["heavy", "light", "skewed", "lines"], options.Only);
        Assert.Equal((7, false, "scaling.png", null), (options.Rounds, options.Quick, options.PlotFile, options.JsonFile));
    }

    [Fact]
    public void Policies_has_these_options()
    {
        var options = PoliciesOptions.Parse(["--only", "turns,step", "--processors", "4", "--seed", "7", "--plots", "pictures"]);
        Assert.Equal(["turns", "step"], options.Chosen.Select(script => script.Name));
        Assert.Equal((4, 7, "pictures"), (options.Processors, options.Seed, options.Folder));
        options = PoliciesOptions.Parse([]);
        Assert.Equal((8, 1, null, Scripts.For(8).Count), (options.Processors, options.Seed, options.Folder, options.Chosen.Count));
    }

    [Theory]
    [InlineData("unknown option --quick", "--quick")]
    [InlineData("--processors 257: there are at most 256 workers", "--processors", "257")]
    [InlineData("no script is called stairs; there are step, ", "--only", "stairs")]
    public void What_is_wrong_with_the_command_line_of_policies_is_said(string message, params string[] args) =>
        Assert.StartsWith(message, Assert.Throws<ArgumentException>(() => PoliciesOptions.Parse(args)).Message);

    [Theory]
    [InlineData("unknown option --fast", "--fast")]
    [InlineData("unknown option light", "light")]
    [InlineData("--only needs a value", "--quick", "--only")]
    [InlineData("--rounds needs a value", "--rounds")]
    [InlineData("--rounds 0: give a number above zero", "--rounds", "0")]
    [InlineData("--rounds many: give a number above zero", "--rounds", "many")]
    public void What_is_wrong_with_a_command_line_is_said(string message, params string[] args)
    {
        Assert.Equal(message, Assert.Throws<ArgumentException>(() => CompareOptions.Parse(args)).Message);
        Assert.Equal(message, Assert.Throws<ArgumentException>(() => ScalingOptions.Parse(args)).Message);
    }
}
