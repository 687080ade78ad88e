using Veda.Rx.Internal;
using Xunit;

namespace Veda.Rx.Tests.Races;

/// <summary>The real claim gate: at most one inside, and whoever is refused is called back by one who was inside.</summary>
public class ClaimGateExploration
{
    [Theory]
    [InlineData(2, 3, 3)]
    [InlineData(3, 2, 2)]
    public void One_at_a_time_is_inside_and_the_refused_are_called_back(int threads, int tries, int preemptions) =>
        Scenario.Holds(preemptions, () => Create<SimSync>(threads, tries));

    [Fact]
    public void Exploration_finds_two_inside_when_the_swap_does_not_compare() =>
        WindowExploration.Finds("two inside", () => Create<SimSyncWithBlindSwap>(2, 3));

    [Fact]
    public void Exploration_finds_the_one_who_is_not_called_back_when_the_note_is_not_read() =>
        WindowExploration.Finds("never called back", () => Create<SimSyncWithBlindExchange>(2, 3));

    [Fact]
    public void Exploration_finds_the_one_who_is_not_called_back_when_the_note_is_not_left_and_read_in_one_step() =>
        WindowExploration.Finds("never called back", () => Create<SimSyncWithLazyExchange>(2, 3));

    private static Scenario Create<TSync>(int threads, int tries) where TSync : struct, ISync
    {
        var users = new Users<TSync>();
        return new Scenario([.. Enumerable.Repeat(() => users.Try(tries), threads)], users.AtRest);
    }

    private sealed class Users<TSync> where TSync : struct, ISync
    {
        private ClaimGate<TSync> _gate;
        private bool _inside;
        private int _waiting;   // refused, and not yet called back
        private string? _problem;

        public void Try(int times)
        {
            for (var i = 0; i < times; i++)
            {
                // Refusal and exit are noted in the same step as the gate's last access, so in the order of these.
                if (!_gate.TryEnter(this))
                {
                    _waiting++;
                    continue;
                }
                if (_inside)
                    _problem = "two inside";
                _inside = true;
                SimSync.Touch(this);
                _inside = false;
                if (_gate.Exit(this))
                    _waiting = 0;
            }
        }

        public string? AtRest() => _problem ?? (_waiting == 0 ? null : $"{_waiting} never called back");
    }
}
