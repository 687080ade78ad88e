namespace Veda.Rx.Tests.Equivalence;

/// <summary>How many cases tests try whose cases are others every time.</summary>
internal static class Cases
{
    /// <summary>How many times as many as in the default suite: what <c>VEDA_CASES</c> says, or once.</summary>
    private static readonly int s_times = int.TryParse(Environment.GetEnvironmentVariable("VEDA_CASES"), out var times) ? times : 1;

    /// <summary>So many for so many in the default suite.</summary>
    public static int For(int cases) => cases * s_times;
}
