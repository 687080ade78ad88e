using System.Reflection;
using Xunit.Sdk;
using Xunit.v3;

namespace Veda.Rx.Testing;

/// <summary>Makes a test case of each method that is to be explored; of one that cannot be, a case that says why.</summary>
internal sealed class ExploreDiscoverer : IXunitTestCaseDiscoverer
{
    public ValueTask<IReadOnlyCollection<IXunitTestCase>> Discover(ITestFrameworkDiscoveryOptions discoveryOptions, IXunitTestMethod testMethod, IFactAttribute factAttribute)
    {
        var details = TestIntrospectionHelper.GetTestCaseDetails(discoveryOptions, testMethod, factAttribute);
        return new([Wrong(testMethod.Method) is { } error
            ? new ExecutionErrorTestCase(testMethod, details.TestCaseDisplayName, details.UniqueID, details.SourceFilePath, details.SourceLineNumber, error)
            : new ExploreTestCase(
                details.ResolvedTestMethod,
                details.TestCaseDisplayName,
                details.UniqueID,
                details.Explicit,
                details.SkipExceptions,
                details.SkipReason,
                details.SkipType,
                details.SkipUnless,
                details.SkipWhen,
                testMethod.Traits.ToDictionary(trait => trait.Key, trait => trait.Value.ToHashSet(StringComparer.OrdinalIgnoreCase), StringComparer.OrdinalIgnoreCase),
                details.SourceFilePath,
                details.SourceLineNumber,
                details.Timeout)]);
    }

    /// <summary>Why a method cannot be explored; null if it can.</summary>
    private static string? Wrong(MethodInfo method)
    {
        var parameters = method.GetParameters();
        return !method.IsGenericMethodDefinition && method.ReturnType == typeof(Task) && parameters is [{ ParameterType: var type }] && type == typeof(SimContext)
            ? null
            : $"[Explore] is on '{method.ReturnType.Name} {method.DeclaringType?.Name}.{method.Name}({string.Join(", ", parameters.Select(parameter => parameter.ParameterType.Name))})'; allowed: a method that is not generic, takes one SimContext and returns a Task.";
    }
}
