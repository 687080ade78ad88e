using System.Reactive;
using Veda.Rx.Testing;
using Xunit;

namespace Veda.Rx.Tests.Exploration;

/// <summary>An exception that cannot say what it is about is reported all the same.</summary>
public sealed class ErrorTextTests
{
    public static TheoryData<bool> Kinds => [true, false];

    [Theory]
    [MemberData(nameof(Kinds))]
    public void It_is_found_made_shorter_and_shown(bool throws)
    {
        var result = Explore.Check(async sim =>
        {
            sim.Choose("any", 9);
            await Task.Yield();
            if (sim.Choose("side", 9) > 4)
                throw Silent(throws);
        });
        Assert.Equal(1, result.Failure!.Unusual);
        Assert.IsType(Silent(throws).GetType(), result.Failure.Error);
        Assert.StartsWith(Silent(throws).GetType().Name, result.Failure.Trace.Failure);
        Assert.StartsWith(Silent(throws).GetType().Name, Assert.Throws<ExploreException>(() => result.ThrowOnFailure()).Message);
    }

    [Theory]
    [MemberData(nameof(Kinds))]
    public void It_is_found_where_nobody_looks(bool throws)
    {
        var result = Explore.Check(async sim =>
        {
            _ = sim.Run(async () =>
            {
                await Task.Yield();
                throw Silent(throws);
            });
            await Task.Delay(TimeSpan.FromSeconds(1), sim.Time);
        });
        Assert.IsType(Silent(throws).GetType(), Assert.IsType<UnobservedException>(result.Failure!.Error).InnerException);
    }

    [Theory]
    [MemberData(nameof(Kinds))]
    public void It_is_shown_by_laws_and_diagrams(bool throws)
    {
        var failure = Assert.Throws<RxLawException>(() => RxLaws.Check<int, int>((source, _) => new Thrower(Silent(throws)), items => items));
        Assert.Contains(Silent(throws).GetType().Name, failure.Message);
        var heard = Marble.Render<int>([new(0, Notification.CreateOnError<int>(Silent(throws)))]);
        Assert.Contains(Silent(throws).GetType().Name, heard);
    }

    private static Exception Silent(bool throws) => throws ? new ThrowingException() : new NullException();

    private sealed class NullException : Exception
    {
        public override string Message => null!;
    }

    private sealed class ThrowingException : Exception
    {
        public override string Message => throw new InvalidOperationException("no message");
    }

    private sealed class Thrower(Exception error) : IObservable<int>
    {
        public IDisposable Subscribe(IObserver<int> observer) => throw error;
    }
}
