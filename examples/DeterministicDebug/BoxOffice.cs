namespace DeterministicDebug;

/// <summary>Sells the seats of a hall. A seat is reserved while its customer pays, for two seconds. The flaw: a payment that comes later than that is good for the seat all the same.</summary>
/// <param name="seats">How many there are.</param>
/// <param name="pay">Takes the money of a customer; takes its time. False if there is none.</param>
/// <param name="time">The clock.</param>
/// <param name="looksAgain">Whether to look behind the payment whether the seat is still reserved, as it should be.</param>
internal sealed class BoxOffice(int seats, Func<string, Task<bool>> pay, TimeProvider time, bool looksAgain)
{
    private static readonly TimeSpan s_reservation = TimeSpan.FromSeconds(2);

    private readonly string?[] _owners = new string?[seats];
    private readonly List<(string Customer, int Seat)> _tickets = [];

    /// <summary>The tickets sold, in order.</summary>
    public IReadOnlyList<(string Customer, int Seat)> Tickets => _tickets;

    /// <summary>Who has which seat, for people.</summary>
    public string Plan => string.Join(' ', _owners.Select(owner => owner ?? "·"));

    /// <summary>Sells the first seat that is free, if there is one and the customer pays.</summary>
    public async Task Sell(string customer)
    {
        var seat = Array.IndexOf(_owners, null);
        if (seat < 0)
            return;
        _owners[seat] = customer;
        await using var reservation = time.CreateTimer(_ => Free(seat, customer), null, s_reservation, Timeout.InfiniteTimeSpan);
        if (!await pay(customer))
            Free(seat, customer);
        else if (!looksAgain || _owners[seat] == customer)
            _tickets.Add((customer, seat));
    }

    private void Free(int seat, string customer)
    {
        if (_owners[seat] == customer && !_tickets.Contains((customer, seat)))
            _owners[seat] = null;
    }
}
