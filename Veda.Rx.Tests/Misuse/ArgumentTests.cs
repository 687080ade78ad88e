using System.Globalization;
using System.Reactive.Linq;
using Veda.Rx.Tests.Guarantees;
using Xunit;

namespace Veda.Rx.Tests.Misuse;

/// <summary>Arguments outside their ranges: the message names the argument and the value.</summary>
public sealed class ArgumentTests
{
    public static TheoryData<string, string, Action> OutOfRange => new()
    {
        { "count", "-1", () => VedaStream.Range(0, -1) },
        { "count", "3", () => VedaStream.Range(int.MaxValue - 1, 3) },
        { "count", "-1", () => VedaStream.Repeat("x", -1) },
        { "min", "0", () => VedaStream.Range(0, 1).WithBatch(0, 10) },
        { "max", "4", () => VedaStream.Range(0, 1).WithBatch(5, 4) },
        { "max", "1048577", () => VedaStream.Range(0, 1).WithBatch(1, 1_048_577) },
        { "participants", "0", () => VedaStream.Range(0, 1).WithParallelism(0) },
        { "participants", "1025", () => VedaStream.Range(0, 1).WithParallelism(1025) },
        { "size", "0", () => VedaStream.Range(0, 1).Chunk(0) },
        { "capacity", "0", () => VedaStream.Range(0, 1).ToChannel(0) },
        { "capacity", "-5", () => Observable.Never<int>().ToVeda(-5) },
        { "overflow", "99", () => Observable.Never<int>().ToVeda(5, (OverflowPolicy)99) },
        { "Workers", "0", () => new VedaRuntime(new VedaOptions { Workers = 0 }) },
        { "Workers", "1025", () => new WorkStealingScheduler(new VedaOptions { Workers = 1025 }) },
        { "IdleTimeout", "00:00:00", () => new VedaRuntime(new VedaOptions { IdleTimeout = TimeSpan.Zero }) },
        { "period", "-1", () => VedaRuntime.Default.Scheduler.SchedulePeriodic(0, TimeSpan.FromTicks(-1), x => x) },
    };

    [Theory, MemberData(nameof(OutOfRange), DisableDiscoveryEnumeration = true)]
    public void The_message_names_argument_and_value(string name, string value, Action call)
    {
        var error = Assert.Throws<ArgumentOutOfRangeException>(call);
        Assert.Equal(name, error.ParamName);
        Assert.Contains(name, error.Message);
        Assert.Contains(value, string.Create(CultureInfo.InvariantCulture, $"{error.Message} {error.ActualValue} {(error.ActualValue as TimeSpan?)?.Ticks}"));
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
