using System.Reflection;
using System.Runtime.CompilerServices;
using Veda.Rx.Fusion;
using Veda.Rx.Sinks;
using Xunit;

namespace Veda.Rx.Tests.Architecture;

/// <summary>Rules about types and their members.</summary>
public sealed class TypeTests
{
    /// <summary>What a flag for the end of a stream would be called.</summary>
    private static readonly string[] s_ends = ["completed", "disposed", "finished", "closed", "stopped", "terminated"];

    [Fact]
    public void No_type_is_called_Veda() => Assert.DoesNotContain(Shipped.Assembly.GetTypes(), type => type.Name.Split('`')[0] == "Veda");

    [Fact]
    public void A_stream_is_an_observable_and_nothing_else() =>
        Assert.Equal([typeof(IObservable<int>)], typeof(VedaStream<int>).GetInterfaces());

    [Fact]
    public void A_single_result_is_an_observable_and_nothing_else() =>
        Assert.Equal([typeof(IObservable<int>)], typeof(VedaSingle<int>).GetInterfaces());

    [Fact]
    public void No_stage_and_no_folder_knows_that_it_is_completed_or_disposed()
    {
        var stages = Shipped.Assembly.GetTypes().Where(type => Bases(type).Any(b => b == typeof(Stage<,>) || b == typeof(Folder<>))).ToArray();
        Assert.True(stages.Length > 20);
        // The hand-over's reader tells its writer that nothing more is wanted: a protocol between two segments.
        var fields = stages.Where(type => type != typeof(HandOver<>)).SelectMany(type => type.GetFields(BindingFlags.Instance | BindingFlags.Static | BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.DeclaredOnly));
        Assert.DoesNotContain(fields, field => field.FieldType == typeof(bool) && s_ends.Any(end => field.Name.Contains(end, StringComparison.OrdinalIgnoreCase)));
    }

    [Fact]
    public void Stages_never_change()
    {
        var stages = Shipped.Assembly.GetTypes().Where(type => Bases(type).Contains(typeof(Stage<,>))).ToArray();
        Assert.NotEmpty(stages);
        foreach (var stage in stages)
        {
            // Parameters of a primary constructor have fields that are never written again, though not marked so.
            var written = stage.GetFields(BindingFlags.Instance | BindingFlags.Public | BindingFlags.NonPublic)
                .Where(field => !field.IsInitOnly && !field.IsDefined(typeof(CompilerGeneratedAttribute)) && !field.Name.StartsWith('<'));
            Assert.Empty(written);
        }
    }

    [Fact]
    public void Every_verb_returns_at_once_a_stream_a_result_or_a_way_to_read()
    {
        var ways = new[] { typeof(VedaStream<>), typeof(VedaSingle<>), typeof(IEnumerable<>), typeof(IAsyncEnumerable<>), typeof(System.Threading.Channels.ChannelReader<>) };
        Assert.All(typeof(VedaStream).GetMethods(BindingFlags.Public | BindingFlags.Static | BindingFlags.DeclaredOnly), method =>
            Assert.Contains(method.ReturnType.GetGenericTypeDefinition(), ways));
    }

    private static IEnumerable<Type> Bases(Type type)
    {
        for (var next = type.BaseType; next is not null; next = next.BaseType)
            yield return next.IsGenericType ? next.GetGenericTypeDefinition() : next;
    }
}
