using FsCheck;
using FsCheck.Fluent;
using FsCheck.Xunit;
using Veda.Rx.Testing;
using Xunit;

namespace Veda.Rx.Tests.Properties;

/// <summary>Chains of operators: ours and LINQ's are the same, they print as code, and shrink.</summary>
public sealed class ChainTests
{
    [Property(Arbitrary = [typeof(RxArbitraries)], MaxTest = 150)]
    public void A_chain_keeps_the_laws_and_gives_what_its_model_gives(OperatorChain chain, ulong seed) => RxLaws.Check<int, int>(
        (source, scheduler) => chain.Apply(source.ToVeda().On(scheduler)), chain.Apply, new RxLawsOptions { Cases = 4, Seeds = 1, Seed = seed });

    [Fact]
    public void Every_kind_of_operator_comes_about_and_prints_as_code()
    {
        var steps = RxArb.Chains().Generator.Sample(300, new Rnd(3), 10).SelectMany(chain => chain.Steps).ToArray();
        Assert.Equal(Enum.GetValues<OperatorKind>(), steps.Select(step => step.Kind).Distinct().Order());
        Assert.Equal(steps.Distinct().Count(), steps.Select(step => step.ToString()).Distinct().Count());
        Assert.Equal("Map(x => x + 1).Take(2)", new OperatorChain([new(OperatorKind.Map, 1), new(OperatorKind.Take, 2)]).ToString());
        Assert.Equal("(nothing)", new OperatorChain([]).ToString());
    }

    [Fact]
    public void A_chain_shrinks_to_the_step_and_number_that_matter()
    {
        var chains = RxArb.Chains();
        var found = 0;
        foreach (var chain in chains.Generator.Sample(200, new Rnd(5), 10).Where(HasBug))
        {
            found++;
            var smallest = chain;
            while (chains.Shrinker(smallest).FirstOrDefault(HasBug) is { } smaller)
                smallest = smaller;
            Assert.Equal("Skip(3)", smallest.ToString());
        }
        Assert.True(found > 5);

        static bool HasBug(OperatorChain chain) => chain.Steps.Any(step => step is { Kind: OperatorKind.Skip, Number: >= 3 });
    }

    [Theory]
    [InlineData(OperatorKind.Map, 2, new[] { 3, 4, 5, 6 })]
    [InlineData(OperatorKind.Filter, 1, new[] { 2, 4 })]
    [InlineData(OperatorKind.FlatMap, 2, new[] { 1, 1, 2, 2, 3, 3, 4, 4 })]
    [InlineData(OperatorKind.Take, 3, new[] { 1, 2, 3 })]
    [InlineData(OperatorKind.TakeWhile, 3, new[] { 1, 2 })]
    [InlineData(OperatorKind.Skip, 3, new[] { 4 })]
    [InlineData(OperatorKind.Scan, 1, new[] { 2, 4, 7, 11 })]
    [InlineData(OperatorKind.Chunk, 2, new[] { 6, 4 })]
    [InlineData(OperatorKind.MapThatThrows, 9, new[] { 1, 2, 3, 4 })]
    public void A_step_does_what_it_says(OperatorKind kind, int number, int[] expected)
    {
        Assert.Equal(expected, new OperatorStep(kind, number).Apply(Enumerable.Range(1, 4)));
        Assert.Equal(expected, new OperatorStep(kind, number).Apply(VedaStream.Range(1, 4)).ToList().Wait());
    }

    [Fact]
    public void Steps_that_are_none_are_refused()
    {
        Assert.Throws<ArgumentOutOfRangeException>("Kind", () => new OperatorStep((OperatorKind)99, 1));
        Assert.Throws<ArgumentOutOfRangeException>("Number", () => new OperatorStep(OperatorKind.Map, -1));
        Assert.Throws<ArgumentNullException>("steps", () => new OperatorChain(null!));
    }
}
