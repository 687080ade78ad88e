using System.Reactive.Linq;
using System.Reflection;
using System.Runtime.CompilerServices;
using System.Text.RegularExpressions;
using Xunit;

namespace Veda.Rx.Tests.Architecture;

/// <summary>
/// Where LINQ or Rx has an overload under a name that we define and we have none like it, a call falls back to Rx's sequential
/// operator without a word, or does not compile. So every such overload is known here, with the reason.
/// </summary>
public sealed class OverloadTests
{
    private static readonly Type[] s_sequences = [typeof(VedaStream<>), typeof(IEnumerable<>), typeof(IAsyncEnumerable<>), typeof(IObservable<>)];
    private static readonly Type[] s_theirs = [typeof(Enumerable), typeof(AsyncEnumerable), typeof(Observable)];

    [Fact]
    public void Every_overload_that_we_lack_is_lacking_for_a_reason()
    {
        var unexplained = Lacking().Where(s => !MissingOverloads.Reasons.Any(r => r.Covers(s))).Order();
        Assert.True(!unexplained.Any(), "No reason is given for\n" + string.Join('\n', unexplained));
    }

    [Fact]
    public void Every_reason_is_needed() => Assert.All(MissingOverloads.Reasons, r => Assert.Contains(Lacking(), r.Covers));

    private static HashSet<string> Lacking()
    {
        var ours = Signatures(typeof(VedaStream)).ToHashSet();
        var names = ours.Select(Name).ToHashSet();
        return [.. s_theirs.SelectMany(Signatures).Where(s => names.Contains(Name(s)) && !ours.Contains(s) && !Generic(s).Any(ours.Contains))];
    }

    /// <summary>What takes a number, written for any type or for any type that may be null.</summary>
    private static IEnumerable<string> Generic(string signature)
    {
        var letter = signature.Contains("<A>", StringComparison.Ordinal) ? "B" : "A";
        var number = new Regex(@"\b(Decimal|Double|Int32|Int64|Single)\b(\??)");
        return [number.Replace(signature, letter), number.Replace(signature, letter + "$2")];
    }

    private static string Name(string signature) => signature[..signature.IndexOf('(')];

    /// <summary>The extension methods on sequences, with type parameters numbered as they appear; without what is optional, and with it.</summary>
    private static IEnumerable<string> Signatures(Type type) =>
        from method in type.GetMethods(BindingFlags.Public | BindingFlags.Static)
        where method.IsDefined(typeof(ExtensionAttribute)) && IsSequence(method.GetParameters()[0].ParameterType)
        let parameters = method.GetParameters().Where(p => p.ParameterType != typeof(CancellationToken)).ToArray()
        let required = parameters.Count(p => !p.HasDefaultValue)
        from count in Enumerable.Range(required, parameters.Length - required + 1)
        select Signature(method.Name.Replace("Async", ""), parameters[..count]);

    private static string Signature(string name, ParameterInfo[] parameters)
    {
        var names = new Dictionary<Type, string>();
        var receiver = Show(parameters[0].ParameterType.GetGenericArguments()[0], names);
        return $"{name}({string.Join(", ", parameters[1..].Select(p => Show(p.ParameterType, names)).Prepend($"Seq<{receiver}>"))})";
    }

    private static bool IsSequence(Type type) => type.IsGenericType && s_sequences.Contains(type.GetGenericTypeDefinition());

    private static string Show(Type type, Dictionary<Type, string> names)
    {
        if (type.IsGenericParameter)
            return names.TryGetValue(type, out var name) ? name : names[type] = ((char)('A' + names.Count)).ToString();
        if (Nullable.GetUnderlyingType(type) is { } underlying)
            return Show(underlying, names) + "?";
        if (type.IsArray)
            return Show(type.GetElementType()!, names) + "[]";
        if (!type.IsGenericType)
            return type.Name;
        var definition = type.GetGenericTypeDefinition().Name;
        return $"{definition[..definition.IndexOf('`')]}<{string.Join(", ", type.GetGenericArguments().Select(a => Show(a, names)))}>";
    }
}
