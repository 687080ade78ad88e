using Veda.Rx.Testing;

namespace DeterministicDebug;

/// <summary>What is tested: three customers want the last two seats, come when they like, and pay as slowly as their banks are. Cards may be refused.</summary>
internal sealed class Evening(bool looksAgain)
{
    private static readonly string[] s_customers = ["Ada", "Bob", "Cyd"];

    /// <summary>That of the execution that runs, or ran last.</summary>
    public BoxOffice Office { get; private set; } = null!;

    /// <summary>One execution: it makes its own state, and throws if a seat was sold twice.</summary>
    public async Task Run(SimContext sim)
    {
        Office = new BoxOffice(seats: 2, Pay, sim.Time, looksAgain);
        await Task.WhenAll(s_customers.Select(customer => sim.Run(() => Come(customer), customer)));
        if (Office.Tickets.GroupBy(ticket => ticket.Seat).FirstOrDefault(seat => seat.Count() > 1) is { } twice)
            throw new InvalidOperationException($"seat {twice.Key} was sold to {string.Join(" and ", twice.Select(ticket => ticket.Customer))}");

        async Task Come(string customer)
        {
            await Task.Delay(TimeSpan.FromSeconds(sim.Choose($"{customer} comes", 8)), sim.Time);
            await Office.Sell(customer);
        }

        async Task<bool> Pay(string customer)
        {
            await Task.Delay(TimeSpan.FromMilliseconds(500 * (1 + sim.Choose($"{customer}'s bank", 6))), sim.Time);
            return !sim.Buggify("card refused");
        }
    }
}
