using Xunit;

namespace Veda.Rx.Tests.Operators;

public sealed class FactoryTests
{
    [Fact]
    public void Range_and_Repeat_equal_LINQ()
    {
        foreach (var size in Against.Sizes)
        {
            Assert.Equal(Enumerable.Range(-7, size), VedaStream.Range(-7, size).ToList().Wait());
            Assert.Equal(Enumerable.Repeat("x", size), VedaStream.Repeat("x", size).ToList().Wait());
        }
        Assert.Equal([int.MaxValue - 1, int.MaxValue], VedaStream.Range(int.MaxValue - 1, 2).ToList().Wait());
        Assert.Empty(VedaStream.Range(int.MinValue, 0).ToList().Wait());
    }

    [Fact]
    public void Generate_steps_from_state_to_state_and_no_further_than_needed()
    {
        var steps = 0;
        var powers = VedaStream.Generate(1L, x => x > 0, x => { steps++; return x * 2; }, x => x.ToString());
        Assert.Equal(63, powers.ToList().Wait().Count);
        steps = 0;
        Assert.Equal(["1", "2", "4"], powers.Take(3).ToList().Wait());
        Assert.Equal(2, steps);
    }

    [Fact]
    public void Generate_fails_behind_the_elements_before()
    {
        var seen = Seen<int>.Of(VedaStream.Generate(0, _ => true, x => x + 1, Against.FailAt(1500)));
        Assert.Equal(Enumerable.Range(0, 1500), seen.Items);
        Assert.Equal("InvalidDataException: at 1500", seen.Error);
    }

    [Fact]
    public void The_trivial_ones()
    {
        Assert.Empty(VedaStream.Empty<int>().ToList().Wait());
        Assert.Equal(["x"], VedaStream.Return("x").ToList().Wait());
        var error = new InvalidDataException();
        Assert.Same(error, Assert.Throws<InvalidDataException>(() => VedaStream.Throw<int>(error).ToList().Wait()));
    }

    [Fact]
    public void Never_ends_when_it_is_disposed_or_cancelled()
    {
        using var source = new CancellationTokenSource();
        var task = VedaStream.Never<int>().ToList().AsTask(source.Token);
        var notified = false;
        VedaStream.Never<int>().Subscribe(_ => notified = true, _ => notified = true, () => notified = true).Dispose();
        Assert.False(task.IsCompleted);
        source.Cancel();
        Assert.Throws<TaskCanceledException>(() => task.GetAwaiter().GetResult());
        Assert.False(notified);
    }
}
