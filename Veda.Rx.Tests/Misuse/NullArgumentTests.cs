using System.Linq.Expressions;
using System.Reactive.Concurrency;
using System.Reactive.Linq;
using System.Reflection;
using System.Threading.Channels;
using Veda.Rx.Fusion;
using Veda.Rx.Sources;
using Xunit;

namespace Veda.Rx.Tests.Misuse;

/// <summary>Every argument of every public function that must not be null says so, by its name, at once.</summary>
public sealed class NullArgumentTests
{
    private static readonly NullabilityInfoContext s_nullability = new();

    public static IEnumerable<MethodInfo> Methods =>
        typeof(VedaStream).GetMethods(BindingFlags.Public | BindingFlags.Static | BindingFlags.DeclaredOnly)
            .Concat(new[] { typeof(VedaStream<int>), typeof(VedaSingle<int>), typeof(WorkStealingScheduler) }
                .SelectMany(t => t.GetMethods(BindingFlags.Public | BindingFlags.Instance | BindingFlags.DeclaredOnly)))
            .Where(method => method.Name != nameof(IServiceProvider.GetService));

    [Fact]
    public void Null_is_refused_by_name()
    {
        var wrong = new List<string>();
        var tried = 0;
        foreach (var open in Methods)
        {
            var method = Closed(open);
            var parameters = method.GetParameters();
            for (var i = 0; i < parameters.Length; i++)
            {
                if (parameters[i].ParameterType.IsValueType || s_nullability.Create(open.GetParameters()[i]).WriteState == NullabilityState.Nullable || open.GetParameters()[i].ParameterType.IsGenericParameter)
                    continue;
                tried++;
                var arguments = parameters.Select(p => Value(p.ParameterType)).ToArray();
                arguments[i] = null;
                var error = Record.Exception(() => method.Invoke(method.IsStatic ? null : Value(method.DeclaringType!), arguments))?.InnerException;
                if (error is not ArgumentNullException refused || refused.ParamName != parameters[i].Name)
                    wrong.Add($"{open}, {parameters[i].Name}: {error?.Message ?? "nothing thrown"}");
            }
        }
        Assert.True(tried > 150, $"only {tried} arguments found");
        Assert.Empty(wrong);
    }

    [Fact]
    public void Values_that_are_not_null_are_accepted()
    {
        foreach (var open in Methods)
        {
            var method = Closed(open);
            if (method is { Name: "Wait" or "AsTask" or "GetAwaiter" } || method.DeclaringType == typeof(WorkStealingScheduler))
                continue;
            method.Invoke(method.IsStatic ? null : Value(method.DeclaringType!), [.. method.GetParameters().Select(p => Value(p.ParameterType))]);
        }
    }

    private static MethodInfo Closed(MethodInfo method) =>
        method.IsGenericMethodDefinition ? method.MakeGenericMethod([.. method.GetGenericArguments().Select(Argument)]) : method;

    private static Type Argument(Type parameter)
    {
        var constraints = parameter.GetGenericParameterConstraints();
        if (constraints.Any(c => c.Name.StartsWith("IKernel")))
            return typeof(Twice);
        if (constraints.Any(c => c.Name.StartsWith("IPredicateKernel")))
            return typeof(IsEven);
        return parameter.GenericParameterAttributes.HasFlag(GenericParameterAttributes.ReferenceTypeConstraint) ? typeof(string) : typeof(int);
    }

    /// <summary>Something of a type that does no harm.</summary>
    private static object? Value(Type type)
    {
        var definition = type.IsGenericType ? type.GetGenericTypeDefinition() : type;
        var argument = type.IsGenericType ? type.GetGenericArguments()[0] : typeof(int);
        if (typeof(Delegate).IsAssignableFrom(type))
            return Empty(type);
        if (definition == typeof(VedaStream<>) || (definition == typeof(IObservable<>) && argument != typeof(int)))
            return typeof(VedaStream).GetMethod(nameof(VedaStream.Empty))!.MakeGenericMethod(argument).Invoke(null, null);
        if (definition == typeof(VedaSingle<>))
            return VedaStream.Range(0, 1).Sum();
        if (definition == typeof(IObservable<>))
            return Observable.Empty<int>();
        if (definition == typeof(IObserver<>))
            return System.Reactive.Observer.Create<int>(_ => { });
        if (definition == typeof(ChannelReader<>))
            return Channel.CreateUnbounded<int>().Reader;
        if (definition == typeof(IAsyncEnumerable<>))
            return AsyncEnumerable.Empty<int>();
        if (type.IsArray || definition == typeof(IReadOnlyList<>) || definition == typeof(IEnumerable<>))
            return Array.CreateInstance(type.IsArray ? type.GetElementType()! : argument, 0);
        if (definition == typeof(IComparer<>))
            return Comparer<int>.Default;
        if (definition == typeof(IEqualityComparer<>))
            return EqualityComparer<int>.Default;
        if (definition.Name.StartsWith("IKernel"))
            return new Twice();
        if (definition.Name.StartsWith("IPredicateKernel"))
            return new IsEven();
        if (type == typeof(IProgress<long>))
            return new Progress<long>();
        if (definition == typeof(StreamSource<>))
            return new Nothing();
        if (definition == typeof(Stage<,>))
            return new Through();
        if (type == typeof(IScheduler))
            return ImmediateScheduler.Instance;
        if (type == typeof(WorkStealingScheduler))
            return VedaRuntime.Default.Scheduler;
        if (type == typeof(Exception))
            return new IOException();
        if (type == typeof(string))
            return "none";
        if (type == typeof(Stream))
            return new MemoryStream();
        return type == typeof(int) ? 1 : Activator.CreateInstance(type);
    }

    /// <summary>A delegate that does nothing and gives the default.</summary>
    private static Delegate Empty(Type type)
    {
        var invoke = type.GetMethod("Invoke")!;
        return Expression.Lambda(type, Expression.Default(invoke.ReturnType), invoke.GetParameters().Select(p => Expression.Parameter(p.ParameterType))).Compile();
    }

    private sealed class Nothing : StreamSource<int>
    {
        public override SourceCursor<int> Open(ISourceHost host) => throw new NotSupportedException();
    }

    private sealed class Through : Stage<int, int>
    {
        public override Folder<int> Bind(Folder<int> next, LaneContext lane) => next;
    }

    private readonly struct Twice : IKernel<Twice, int, int>
    {
        public int Invoke(int value) => value * 2;
    }

    private readonly struct IsEven : IPredicateKernel<IsEven, int>
    {
        public bool Invoke(int value) => value % 2 == 0;
    }
}
