using System.Reactive.Linq;
using System.Reflection;
using System.Text.RegularExpressions;
using Xunit;

namespace Veda.Rx.Tests.Operators;

/// <summary>A call that only Rx or LINQ has an overload for would run sequentially, on plain observables, without a word.</summary>
public sealed class TerminalOverloadTests
{
    private static readonly string[] s_verbs =
    [
        "ToList", "ToArray", "ToDictionary", "Aggregate", "Sum", "Average", "Min", "Max", "MinBy", "MaxBy", "Count", "LongCount", "Any", "All",
        "First", "FirstOrDefault", "Last", "LastOrDefault", "Single", "SingleOrDefault", "Contains", "ForEach", "AggregateBy", "CountBy",
    ];

    public static TheoryData<string> AllVerbs => [.. s_verbs];

    [Theory, MemberData(nameof(AllVerbs))]
    public void Every_shape_that_rx_or_linq_has_is_ours(string verb)
    {
        var ours = Shapes(typeof(VedaStream), typeof(VedaStream<>), verb).ToHashSet();
        var theirs = Shapes(typeof(Observable), typeof(IObservable<>), verb).Concat(Shapes(typeof(Enumerable), typeof(IEnumerable<>), verb)).Distinct();
        // What takes a function to any type takes one to an int.
        Assert.DoesNotContain(theirs, shape => !ours.Contains(shape) && !ours.Contains(Regex.Replace(shape, ": [^>]*", "")));
    }

    [Fact]
    public void Calls_bind_to_ours_with_rx_and_linq_imported()
    {
        var ints = new[] { 1, 2 }.ToVeda();
        VedaSingle<int> sum = ints.Sum();
        VedaSingle<int> fromBytes = new byte[] { 200, 200 }.ToVeda().Sum(x => x);
        VedaSingle<int?> nullable = ints.Map(x => (int?)x).Sum();
        VedaSingle<double> average = ints.Average(x => x);
        VedaSingle<int> min = ints.Min();
        VedaSingle<string?> longest = ints.Max(x => x.ToString());
        VedaSingle<int> first = ints.First();
        VedaSingle<int> parsed = new[] { "1" }.ToVeda().Sum(int.Parse);
        VedaSingle<bool> any = ints.Any(x => x > 1);
        VedaSingle<Dictionary<int, int>> dictionary = ints.ToDictionary(x => x);
        VedaSingle<HashSet<int>> set = ints.Fold(() => new HashSet<int>(), (s, x) => s.Add(x), (s, t) => s.UnionWith(t));
        VedaSingle<int> folded = ints.Fold(() => 0, (a, x) => a + x, (a, b) => a + b);
        Assert.Equal(400, fromBytes.Wait());
        Assert.Equal((3, 3, 1.5, 1, "2"), (sum.Wait(), nullable.Wait(), average.Wait(), min.Wait(), longest.Wait()));
        Assert.Equal((1, 1, true, 2, 2, 3), (first.Wait(), parsed.Wait(), any.Wait(), dictionary.Wait().Count, set.Wait().Count, folded.Wait()));
    }

    /// <summary>The overloads of an extension method without the types that a generic one leaves open: <c>Sum(Func&lt;Int32>)</c>.</summary>
    private static IEnumerable<string> Shapes(Type owner, Type receiver, string verb) =>
        from method in owner.GetMethods(BindingFlags.Public | BindingFlags.Static)
        where method.Name == verb
        let parameters = method.GetParameters()
        where parameters[0].ParameterType is { IsGenericType: true } first && first.GetGenericTypeDefinition() == receiver
        from count in Enumerable.Range(0, parameters.Length)
        where parameters.Skip(1 + count).All(x => x.IsOptional)
        select $"{verb}({string.Join(", ", parameters.Skip(1).Take(count).Select(x => Shape(x.ParameterType)))})";

    private static string Shape(Type type)
    {
        if (type.IsGenericParameter)
            return "T";
        if (!type.IsGenericType)
            return type.Name;
        var arguments = type.GetGenericArguments();
        var last = arguments[^1];
        var closed = type.Name.StartsWith("Func") && !last.ContainsGenericParameters ? $": {last}" : "";
        return $"{type.Name.Split('`')[0]}<{arguments.Length}{closed}>";
    }
}
