using System.Reactive.Linq;
using Veda.Rx.Testing;
using Xunit;
using static Veda.Rx.Testing.ReactiveTest;

namespace Veda.Rx.Tests.Marbles;

/// <summary>Observables made of diagrams.</summary>
public sealed class SchedulingTests
{
    [Fact]
    public void A_hot_one_says_what_the_diagram_shows_behind_the_subscription()
    {
        var scheduler = new TestScheduler();
        var source = scheduler.CreateHot("-a-^-b-(cd)|");
        MarbleAssert.Equal("--b-(cd)|", scheduler.Start(() => source.Select(x => x)));
        Assert.Equal([Subscribe(200, 250)], source.Subscriptions);
        Assert.Equal(180, source.Messages[0].Time);
    }

    [Fact]
    public void A_cold_one_begins_when_it_is_subscribed_to()
    {
        var scheduler = new TestScheduler();
        var source = scheduler.CreateCold<int>("-1-2|");
        MarbleAssert.Equal("-1-2|", scheduler.Start(() => source.Select(x => x), created: 100, subscribed: 300, disposed: 1000), start: 300);
        Assert.Equal([Subscribe(300, 340)], source.Subscriptions);
    }

    [Fact]
    public void Both_give_what_the_observables_of_messages_give()
    {
        var (marbles, messages) = (new TestScheduler(), new TestScheduler());
        var hot = marbles.CreateHot<int>("-1-^2-3-#[x]");
        var cold = marbles.CreateCold<int>("--7-(8|)");
        var sameHot = messages.CreateHotObservable(OnNext(180, 1), OnNext(210, 2), OnNext(230, 3), OnError<int>(250, new MarbleException("x")));
        var sameCold = messages.CreateColdObservable(OnNext(20, 7), OnNext(40, 8), OnCompleted<int>(40));
        Assert.Equal(messages.Start(() => sameHot.SelectMany(_ => sameCold)).Messages, marbles.Start(() => hot.SelectMany(_ => cold)).Messages);
        Assert.Equal(sameHot.Subscriptions, hot.Subscriptions);
        Assert.Equal(sameCold.Subscriptions, cold.Subscriptions);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(4)]
    public void A_group_keeps_its_order_where_a_seed_decides(ulong seed)
    {
        var scheduler = new SeededTestScheduler(seed);
        var heard = scheduler.CreateObserver<string>();
        scheduler.CreateCold("-(abcdef|)").Subscribe(heard);
        scheduler.CreateCold("-(ABC|)").Subscribe(_ => { });
        scheduler.Start();
        MarbleAssert.Equal("-(abcdef|)", heard, start: 0);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(4)]
    public void A_script_keeps_its_order_where_actions_are_late_or_in_the_past(ulong seed)
    {
        foreach (var diagram in new[] { "abcdef(gh)|", "^abcdef(gh)|" })
        {
            var scheduler = new SeededTestScheduler(seed, new SeededOptions { Jitter = 100 });
            var heard = scheduler.CreateObserver<char>();
            scheduler.AdvanceTo(1000);
            Marble.Parse<char>(diagram).Open(scheduler).Subscribe(heard);
            scheduler.Start();
            Assert.Equal("abcdefgh", string.Concat(heard.Messages.SkipLast(1).Select(message => message.Value.Value)));
            Assert.False(heard.Messages[^1].Value.HasValue);
        }
    }

    [Fact]
    public void Who_leaves_in_the_middle_of_a_group_hears_no_more_of_it()
    {
        foreach (var diagram in new[] { "^-(abc|)", "--(abc|)" })
        {
            var scheduler = new TestScheduler();
            var source = Marble.Parse<char>(diagram).Open(scheduler);
            MarbleAssert.Equal("--(ab|)", scheduler.Start(() => source.Take(2)));
            Assert.Equal([Subscribe(200, 220)], source.Subscriptions);
        }
    }

    [Fact]
    public void A_rogue_one_speaks_to_those_who_have_left()
    {
        foreach (var diagram in new[] { "^a|b#", "-a|b#" })
        {
            var scheduler = new TestScheduler();
            var heard = scheduler.CreateObserver<char>();
            var source = Marble.Parse<char>(diagram).Open(scheduler);
            scheduler.AdvanceTo(200);
            source.Subscribe(heard).Dispose();
            scheduler.Start();
            MarbleAssert.Equal("-a|b#", heard);
        }
    }

    [Fact]
    public void A_diagram_of_the_other_kind_is_refused()
    {
        var scheduler = new TestScheduler();
        Assert.Contains("no '^'", Assert.Throws<FormatException>(() => scheduler.CreateHot("-a")).Message);
        Assert.Contains("a '^'", Assert.Throws<FormatException>(() => scheduler.CreateCold("^a")).Message);
        Assert.Throws<ArgumentNullException>("scheduler", () => ((TestScheduler)null!).CreateCold("a"));
        Assert.Throws<ArgumentNullException>("scheduler", () => ((TestScheduler)null!).CreateHot("^a"));
    }
}
