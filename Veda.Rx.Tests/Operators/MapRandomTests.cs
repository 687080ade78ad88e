using Veda.Rx.Testing;
using Xunit;

namespace Veda.Rx.Tests.Operators;

/// <summary>Random numbers depend on seed and position, and on nothing else.</summary>
public sealed class MapRandomTests
{
    private static readonly int[] s_numbers = [.. Enumerable.Range(0, 20_000)];

    [Fact]
    public void Every_schedule_gives_every_element_the_same_numbers()
    {
        var expected = s_numbers.Select((x, i) => Draw(x, new VedaRandom(7, i))).ToArray();
        for (var workers = 1; workers <= 8; workers *= 2)
        {
            using var runtime = new VedaRuntime(new VedaOptions { Workers = workers });
            Assert.Equal(expected, s_numbers.ToVeda().On(runtime.Scheduler).WithBatch(1, 64 * workers).MapRandom(7, Draw).ToArray().Wait());
        }
        for (var seed = 0UL; seed < 20; seed++)
        {
            using var seeded = new SeededTestScheduler(seed, new SeededOptions { PreemptsWork = seed % 2 == 0 });
            Assert.Equal(expected[..500], s_numbers[..500].ToVeda().On(seeded).WithBatch(1, 16).MapRandom(7, Draw).ToArray().Wait());
        }
        Assert.NotEqual(expected, s_numbers.ToVeda().MapRandom(8, Draw).ToArray().Wait());
    }

    [Fact]
    public void Behind_a_filter_the_index_is_that_of_what_is_left()
    {
        var expected = s_numbers.Where(x => x % 3 == 0).Select((x, i) => Draw(x, new VedaRandom(7, i))).ToArray();
        Assert.Equal(expected, s_numbers.ToVeda().Filter(x => x % 3 == 0).MapRandom(7, Draw).ToArray().Wait());
    }

    [Fact]
    public void The_numbers_are_those_of_the_first_version()
    {
        var random = new VedaRandom(42, 7);
        Assert.Equal(7314796947921493390UL, random.NextUInt64());   // worked out from the formulas in another language
    }

    [Fact]
    public void Numbers_are_spread_evenly()
    {
        // 100,000 throws of a die over neighbouring positions: each face has 16,667 ± 118 (one standard deviation).
        var faces = new int[6];
        for (var i = 0; i < 100_000; i++)
            faces[new VedaRandom(1, i).Next(6)]++;
        Assert.All(faces, count => Assert.InRange(count, 16_667 - 600, 16_667 + 600));

        var random = new VedaRandom(2);
        var mean = Enumerable.Range(0, 100_000).Average(_ => random.NextDouble());
        Assert.InRange(mean, 0.495, 0.505);
        Assert.All(Enumerable.Range(0, 1_000), _ => Assert.InRange(random.Next(-5, 5), -5, 4));
        Assert.Equal(0, random.Next(1));
        Assert.InRange(random.Next(int.MaxValue), 0, int.MaxValue - 1);
    }

    [Fact]
    public void Ranges_are_checked()
    {
        Assert.Throws<ArgumentOutOfRangeException>("bound", () => new VedaRandom(1).Next(0));
        Assert.Contains("from 5 to below 5", Assert.Throws<ArgumentOutOfRangeException>("bound", () => new VedaRandom(1).Next(5, 5)).Message);
        Assert.Throws<ArgumentOutOfRangeException>("bound", () => new VedaRandom(1).Next(int.MinValue, int.MaxValue));
        Assert.Throws<ArgumentNullException>("map", () => s_numbers.ToVeda().MapRandom<int, int>(1, null!));
    }

    private static int Draw(int x, VedaRandom random) => x ^ random.Next(1_000) ^ (int)(random.NextDouble() * 1_000);
}
