using Veda.Rx.Testing;

namespace Veda.Rx.Benchmarks.Bugs;

/// <summary>The balance is asked for before an await and used behind it.</summary>
internal static class CheckThenAct
{
    public static readonly PlantedBug Bug = new("check, then act", 1, Run);

    private static async Task Run(SimContext sim, bool planted)
    {
        var balance = 100;
        await Task.WhenAll(sim.Run(() => Withdraw(80)), sim.Run(() => Withdraw(80)));
        PlantedBug.Require(balance >= 0, $"the balance is {balance}");

        async Task Withdraw(int amount)
        {
            if (balance < amount)
                return;
            await Task.Yield();
            if (!planted && balance < amount)
                return;
            balance -= amount;
        }
    }
}
