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

    /// <summary>What the compiler binds to by name alone would be Rx's extension if it were not a member.</summary>
    [Theory]
    [InlineData("GetEnumerator", "foreach")]
    [InlineData("GetAsyncEnumerator", "await foreach")]
    [InlineData("GetAwaiter", "await")]
    [InlineData("Wait", "the verb that waits")]
    public void What_the_language_looks_for_is_a_member(string name, string meaning) =>
        Assert.True(typeof(VedaStream<int>).GetMethods().Any(method => method.Name == name && method.GetParameters().All(p => p.IsOptional)), $"{meaning} is not ours");

    /// <summary>A delegate that waits inside Rx on the only worker waits for ever: nobody is left to run what it waits for.</summary>
    [Fact]
    public void Every_operator_of_rx_that_waits_on_the_calling_thread_is_ours_or_known()
    {
        var ours = Ours();
        var theirs = Signatures(typeof(Observable), method => !IsLater(method.ReturnType)).Distinct().ToArray();
        Assert.Contains("Wait(Seq<A>)", theirs);
        Assert.Contains("ForEach(Seq<A>, Action<A>)", theirs);
        Assert.DoesNotContain(theirs, s => !ours.Contains(s) && !MissingOverloads.ThatWait.Any(r => r.Covers(s)));
        Assert.All(MissingOverloads.ThatWait, r => Assert.Contains(theirs, s => r.Covers(s) && !ours.Contains(s)));
    }

    /// <summary>Whether a call cannot have waited for its result: an observable, a task, or the handle of a subscription.</summary>
    private static bool IsLater(Type type) =>
        typeof(Task).IsAssignableFrom(type) || type == typeof(IDisposable) || type.GetInterfaces().Append(type).Any(t => t.IsGenericType && t.GetGenericTypeDefinition() == typeof(IObservable<>));

    /// <summary>Our extensions, and the members of a stream as if they were some.</summary>
    private static HashSet<string> Ours()
    {
        var stream = typeof(VedaStream<>);
        var members = stream.GetMethods(BindingFlags.Public | BindingFlags.Instance | BindingFlags.DeclaredOnly);
        return [.. Signatures(typeof(VedaStream)), .. members.SelectMany(method => Signatures(method.Name, stream, method.GetParameters()))];
    }

    private static HashSet<string> Lacking()
    {
        var ours = Ours();
        var names = ours.Select(Name).ToHashSet();
        return [.. s_theirs.SelectMany(type => Signatures(type)).Where(s => names.Contains(Name(s)) && !ours.Contains(s) && !Generic(s).Any(ours.Contains))];
    }

    /// <summary>What takes a number, written for any type or for any type that may be null.</summary>
    private static IEnumerable<string> Generic(string signature)
    {
        var letter = signature.Contains("<A>", StringComparison.Ordinal) ? "B" : "A";
        var number = new Regex(@"\b(Decimal|Double|Int32|Int64|Single)\b(\??)");
        return [number.Replace(signature, letter), number.Replace(signature, letter + "$2")];
    }

    private static string Name(string signature) => signature[..signature.IndexOf('(')];

    /// <summary>The extension methods on sequences.</summary>
    private static IEnumerable<string> Signatures(Type type, Func<MethodInfo, bool>? which = null) =>
        from method in type.GetMethods(BindingFlags.Public | BindingFlags.Static)
        where method.IsDefined(typeof(ExtensionAttribute)) && IsSequence(method.GetParameters()[0].ParameterType) && which?.Invoke(method) != false
        from signature in Signatures(method.Name.Replace("Async", ""), method.GetParameters()[0].ParameterType, method.GetParameters()[1..])
        select signature;

    /// <summary>A method with type parameters numbered as they appear and without tokens; without what is optional, and with it.</summary>
    private static IEnumerable<string> Signatures(string name, Type receiver, ParameterInfo[] all)
    {
        var parameters = all.Where(p => p.ParameterType != typeof(CancellationToken)).ToArray();
        var required = parameters.Count(p => !p.HasDefaultValue);
        return Enumerable.Range(required, parameters.Length - required + 1).Select(count => Signature(name, receiver, parameters[..count]));
    }

    private static string Signature(string name, Type receiver, ParameterInfo[] parameters)
    {
        var names = new Dictionary<Type, string>();
        var items = Show(receiver.GetGenericArguments()[0], names);
        return $"{name}({string.Join(", ", parameters.Select(p => Show(p.ParameterType, names)).Prepend($"Seq<{items}>"))})";
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
