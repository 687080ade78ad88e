extern alias Debugging;
using Debugging::DeterministicDebug;
using Veda.Rx.Testing;
using Xunit;

namespace Veda.Rx.Tests.Examples;

/// <summary>What the example shows is so.</summary>
public sealed class EveningTests
{
    [Fact]
    public void A_seat_is_sold_twice_and_not_when_the_office_looks_again()
    {
        var failure = Explore.Check(new Evening(looksAgain: false).Run).Failure;
        Assert.Contains("was sold to", failure!.Error.Message);
        Assert.InRange(failure.Unusual, 1, 4);
        Assert.Equal(failure.Error.Message, Explore.Replay(new Evening(looksAgain: false).Run, failure.Trace)!.Message);
        Explore.Check(new Evening(looksAgain: true).Run).ThrowOnFailure();
    }
}
