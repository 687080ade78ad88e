using System.Reactive.Concurrency;
using System.Reactive.Linq;
using System.Reflection;
using Veda.Rx.Tests.Architecture;
using Veda.Rx.Tests.Guarantees;
using Xunit;

namespace Veda.Rx.Tests.Misuse;

/// <summary>Arguments outside their ranges: the message names the argument, the value and the range.</summary>
public sealed class ArgumentTests
{
    public static TheoryData<string, string, string, Action> OutOfRange => new()
    {
        { "count", "-1", "0 to 2147483647", () => VedaStream.Range(0, -1) },
        { "count", "3", "0 to 2 from 2147483646 on", () => VedaStream.Range(int.MaxValue - 1, 3) },
        { "count", "-1", "0 and more", () => VedaStream.Repeat("x", -1) },
        { "min", "0", "1 and more", () => VedaStream.Range(0, 1).WithBatch(0, 10) },
        { "max", "4", "min, which is 5, to 1048576", () => VedaStream.Range(0, 1).WithBatch(5, 4) },
        { "max", "1048577", "min, which is 1, to 1048576", () => VedaStream.Range(0, 1).WithBatch(1, 1_048_577) },
        { "participants", "0", "1 to 1024", () => VedaStream.Range(0, 1).WithParallelism(0) },
        { "participants", "1025", "1 to 1024", () => VedaStream.Range(0, 1).WithParallelism(1025) },
        { "size", "0", "1 and more", () => VedaStream.Range(0, 1).Chunk(0) },
        { "capacity", "0", "1 and more", () => VedaStream.Range(0, 1).ToChannel(0) },
        { "capacity", "-5", "1 and more", () => Observable.Never<int>().ToVeda(-5) },
        { "overflow", "99", "Wait, DropOldest, DropNewest, Fail", () => Observable.Never<int>().ToVeda(5, (OverflowPolicy)99) },
        { "priority", "7", "Low, Normal, High, Critical", () => VedaStream.Range(0, 1).On(ImmediateScheduler.Instance, (WorkPriority)7) },
        { "priority", "-2", "Low, Normal, High, Critical", () => VedaRuntime.Default.Scheduler.WithPriority((WorkPriority)(-2)) },
        { "deadline", "00:00:00", "more than zero", () => VedaStream.Range(0, 1).On(ImmediateScheduler.Instance, WorkPriority.High, TimeSpan.Zero) },
        { "deadline", "-00:00:01", "more than zero", () => VedaRuntime.Default.Scheduler.WithPriority(WorkPriority.Normal, TimeSpan.FromSeconds(-1)) },
        { "period", "-00:00:00.0000001", "greater than or equal to '00:00:00'", () => VedaRuntime.Default.Scheduler.SchedulePeriodic(0, TimeSpan.FromTicks(-1), x => x) },
    };

    /// <summary>Every property, with values outside its range and the range; none where every value is allowed.</summary>
    private static readonly Dictionary<string, (VedaOptions Wrong, string Value, string Range)[]> s_options = new()
    {
        [nameof(VedaOptions.Workers)] =
        [
            (new() { Workers = 9, MaxWorkers = 8 }, "9", "1 to 8"), (new() { Workers = 1, MinWorkers = 2 }, "1", "2 to 256"), (new() { Workers = 0 }, "0", "1 to 1,024"), (new() { Workers = -7 }, "-7", "1 to 1,024"), (new() { Workers = 1025 }, "1025", "1 to 1,024"),
        ],
        [nameof(VedaOptions.MinWorkers)] =
        [
            (new() { MinWorkers = 0 }, "0", "1 to 1,024"), (new() { MinWorkers = 1025 }, "1025", "1 to 1,024"),
            (new() { MinWorkers = 5, MaxWorkers = 4 }, "5", "not be more than MaxWorkers, which is 4"),
        ],
        [nameof(VedaOptions.MaxWorkers)] = [(new() { MaxWorkers = 0 }, "0", "1 to 1,024"), (new() { MaxWorkers = 1025 }, "1025", "1 to 1,024")],
        [nameof(VedaOptions.Policy)] = [(new() { Policy = null! }, "null", nameof(SchedulingPolicy))],
        [nameof(VedaOptions.AdaptationInterval)] =
        [
            (new() { AdaptationInterval = TimeSpan.Zero }, "00:00:00", "00:00:00.0010000 to 00:01:00"), (new() { AdaptationInterval = TimeSpan.FromHours(1) }, "01:00:00", "00:00:00.0010000 to 00:01:00"),
        ],
        [nameof(VedaOptions.MinBatch)] = [(new() { MinBatch = 0 }, "0", "1 to 65,536"), (new() { MinBatch = 5, MaxBatch = 4 }, "5", "1 to 4")],
        [nameof(VedaOptions.MaxBatch)] = [(new() { MaxBatch = 1_048_577 }, "1048577", "1 to 1,048,576")],
        [nameof(VedaOptions.QueueCapacity)] = [(new() { QueueCapacity = 0 }, "0", "1 to 1,048,576"), (new() { QueueCapacity = 1_048_577 }, "1048577", "1 to 1,048,576")],
        [nameof(VedaOptions.MaxMemoryBytes)] = [(new() { MaxMemoryBytes = 0 }, "0", "1 or more"), (new() { MaxMemoryBytes = -1 }, "-1", "1 or more")],
        [nameof(VedaOptions.IdleTimeout)] =
        [
            (new() { IdleTimeout = TimeSpan.Zero }, "00:00:00", "more than zero"), (new() { IdleTimeout = TimeSpan.FromSeconds(-1) }, "-00:00:01", "more than zero"),
        ],
        [nameof(VedaOptions.Time)] = [(new() { Time = null! }, "null", nameof(TimeProvider))],
        [nameof(VedaOptions.UnhandledException)] = [],
    };

    [Theory, MemberData(nameof(OutOfRange), DisableDiscoveryEnumeration = true)]
    public void The_message_names_argument_value_and_range(string name, string value, string range, Action call)
    {
        var error = Assert.Throws<ArgumentOutOfRangeException>(call);
        Assert.Equal(name, error.ParamName);
        Assert.Contains(name, error.Message);
        Assert.Contains(value, error.Message);
        Assert.Contains(range, error.Message);
        Assert.NotNull(error.ActualValue);
    }

    [Fact]
    public void Every_option_says_its_range_and_default_and_refuses_what_is_outside()
    {
        var documentation = new XmlDocumentation();
        var properties = typeof(VedaOptions).GetProperties(BindingFlags.Public | BindingFlags.Instance).Select(property => property.Name);
        Assert.Equal(properties.Order(), s_options.Keys.Order());
        foreach (var (name, cases) in s_options)
        {
            Assert.Contains("default", documentation.Text($"P:Veda.Rx.VedaOptions.{name}", "summary"), StringComparison.OrdinalIgnoreCase);
            foreach (var (wrong, value, range) in cases)
            {
                foreach (var build in (Action[])[() => new VedaRuntime(wrong), () => new WorkStealingScheduler(wrong)])
                {
                    var error = Assert.ThrowsAny<ArgumentException>(build);
                    Assert.Equal(name, error.ParamName);
                    Assert.Contains($"VedaOptions.{name} is {value}", error.Message);
                    Assert.Contains(range, error.Message);
                }
            }
        }
        using var allowed = new WorkStealingScheduler(new VedaOptions());
    }

    [Fact]
    public async Task The_ends_of_the_ranges_are_allowed()
    {
        Assert.Equal(int.MaxValue, await VedaStream.Range(int.MaxValue, 1).Single());
        Assert.Equal(int.MinValue, await VedaStream.Range(int.MinValue, 1).Single());
        Assert.Empty(await VedaStream.Range(int.MaxValue, 0).ToArray());
        Assert.Equal(0, await VedaStream.Repeat(1, 0).Count());
        Assert.Equal(10, await VedaStream.Range(0, 10).WithBatch(1_048_576, 1_048_576).WithParallelism(1024).Count().AsTask().InTime());
        Assert.Equal(10, await VedaStream.Range(0, 10).ToChannel(1).ReadAllAsync().CountAsync());
        Assert.Empty(await VedaStream.Range(0, 10).TopN(0).ToArray());
        Assert.Equal(10, await Observable.Range(0, 10).ToVeda(1).Count().AsTask().InTime());
    }
}
