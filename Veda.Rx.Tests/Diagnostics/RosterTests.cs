using System.Runtime.CompilerServices;
using Veda.Rx.Internal;
using Xunit;

namespace Veda.Rx.Tests.Diagnostics;

/// <summary>Who is there is found, and who is not takes no place.</summary>
public sealed class RosterTests
{
    [Fact]
    public void Who_is_there_is_found_the_latest_first()
    {
        var roster = new Roster<string>();
        var names = Enumerable.Range(0, 300).Select(number => $"member {number}").ToArray();
        var entries = names.Select(roster.Add).ToArray();
        foreach (var entry in entries.Where((_, index) => index % 3 == 0))
        {
            roster.Remove(entry);
            roster.Remove(entry);
        }
        Assert.Equal(names.Where((_, index) => index % 3 != 0).Reverse(), roster.ToList());
        Assert.Equal(200, roster.Places);
    }

    [Fact]
    public void The_places_of_collected_members_are_given_up_though_nobody_looks()
    {
        var roster = new Roster<object>();
        for (var round = 0; round < 20; round++)
        {
            AddAndForget(roster, 100);
            GC.Collect();
        }
        Assert.InRange(roster.Places, 1, 200);
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private static void AddAndForget(Roster<object> roster, int count)
    {
        for (var i = 0; i < count; i++)
            roster.Add(new object());
    }
}
