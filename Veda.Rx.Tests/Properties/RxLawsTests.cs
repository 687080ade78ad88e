using System.Reactive.Linq;
using Veda.Rx.Testing;
using Xunit;

namespace Veda.Rx.Tests.Properties;

/// <summary>Operators that keep the laws: Rx's own, and ours.</summary>
public sealed class RxLawsTests
{
    private static readonly RxLawsOptions s_some = new() { Cases = 40, Seeds = 2 };

    [Fact]
    public void Rx_maps() => RxLaws.Check<int, int>((source, _) => source.Select(x => 10 / x), items => items.Select(x => 10 / x));

    [Fact]
    public void Rx_filters() => RxLaws.Check<int, int>((source, _) => source.Where(x => x % 2 == 0), items => items.Where(x => x % 2 == 0), s_some);

    [Fact]
    public void Rx_takes() => RxLaws.Check<int, int>((source, _) => source.Take(2), items => items.Take(2));

    [Fact]
    public void Rx_buffers() => RxLaws.Check<int, IList<int>>((source, _) => source.Buffer(2), items => items.Chunk(2), s_some);

    [Fact]
    public void Rx_aggregates() => RxLaws.Check<int, int>((source, _) => source.Sum(), items => [items.Sum()], s_some);

    [Fact]
    public void Rx_observes_on_a_scheduler_where_no_error_overtakes_values() => RxLaws.Check<int, int>(
        (source, scheduler) => source.Materialize().ObserveOn(scheduler).Dematerialize(), items => items, s_some);

    [Fact]
    public void Rx_delays_values_where_no_error_overtakes_them() => RxLaws.Check<int, int>(
        (source, scheduler) => source.Materialize().Delay(TimeSpan.FromTicks(15), scheduler).Dematerialize(), items => items, s_some);

    [Fact]
    public void Rx_throttles_for_which_there_is_no_model() => RxLaws.Check<int, int>((source, scheduler) => source.Throttle(TimeSpan.FromTicks(15), scheduler), s_some);

    [Fact]
    public void Rx_samples_without_an_end() => RxLaws.Check<int, int>(
        (source, scheduler) => source.Sample(TimeSpan.FromTicks(7), scheduler), s_some with { Horizon = TimeSpan.FromTicks(100) });

    [Fact]
    public void Texts_do_as_well() => RxLaws.Check<bool, string>((source, _) => source.Select(x => x.ToString()), items => items.Select(x => x.ToString()), s_some);

    [Fact]
    public void Veda_maps_and_filters() => RxLaws.Check<int, int>(
        (source, scheduler) => source.ToVeda().On(scheduler).Map(x => 10 / x).Filter(x => x % 2 == 0),
        items => items.Select(x => 10 / x).Where(x => x % 2 == 0), s_some);

    [Fact]
    public void Veda_takes_and_flattens() => RxLaws.Check<int, int>(
        (source, scheduler) => source.ToVeda().On(scheduler).FlatMap(x => Enumerable.Repeat(x, 3)).Take(5),
        items => items.SelectMany(x => Enumerable.Repeat(x, 3)).Take(5), s_some);

    [Fact]
    public void Veda_scans_and_chunks() => RxLaws.Check<int, int[]>(
        (source, scheduler) => source.ToVeda().On(scheduler).Scan(0, (sum, x) => sum ^ x).Chunk(2),
        items => Scan(items).Chunk(2), s_some);

    [Fact]
    public void Veda_without_order() => RxLaws.Check<int, int>(
        (source, scheduler) => source.ToVeda().On(scheduler).Unordered().Map(x => x + 1), items => items.Select(x => x + 1), s_some with { IgnoresOrder = true });

    [Fact]
    public void Virtual_time_may_go_on_as_long_as_there_is_any() => RxLaws.Check<int, int>(
        (source, _) => source.Select(x => x), items => items, s_some with { Horizon = TimeSpan.MaxValue });

    [Fact]
    public void Options_are_checked()
    {
        Refused("Laws", new RxLawsOptions { Laws = RxLaw.None });
        Refused("Laws", new RxLawsOptions { Laws = (RxLaw)16 });
        Refused("Cases", new RxLawsOptions { Cases = 0 });
        Refused("Seeds", new RxLawsOptions { Seeds = -1 });
        Refused("Horizon", new RxLawsOptions { Horizon = TimeSpan.FromTicks(-1) });
        Refused("MaxSteps", new RxLawsOptions { MaxSteps = 0 });
        Assert.Throws<ArgumentNullException>("operation", () => RxLaws.Check<int, int>(null!, items => items));
        Assert.Throws<ArgumentNullException>("operation", () => RxLaws.Check<int, int>(null!));
        Assert.Throws<ArgumentNullException>("model", () => RxLaws.Check<int, int>((source, _) => source, (Func<IEnumerable<int>, IEnumerable<int>>)null!));

        static void Refused(string name, RxLawsOptions options) => Assert.Throws<ArgumentOutOfRangeException>(name, () => RxLaws.Check<int, int>((source, _) => source, options));
    }

    private static IEnumerable<int> Scan(IEnumerable<int> items)
    {
        var sum = 0;
        foreach (var x in items)
            yield return sum ^= x;
    }
}
