using System.Text.RegularExpressions;

namespace Veda.Rx.Tests.Architecture;

/// <param name="Pattern">A signature as the test shows it; an asterisk stands for anything.</param>
/// <param name="Because">Why there is nothing like it, and what to write instead.</param>
internal sealed record MissingOverload(string Pattern, string Because)
{
    private readonly Regex _regex = new($"^{Regex.Escape(Pattern).Replace(@"\*", ".*")}$");

    public bool Covers(string signature) => _regex.IsMatch(signature);
}

/// <summary>The overloads of LINQ and Rx that we leave to them, under names that we use.</summary>
internal static class MissingOverloads
{
    private const string OnlyAsync = "only of async sequences: does not compile on a stream; async delegates belong to verbs of their own";
    private const string AsyncInner = "Rx's operator, with no bound on the tasks that run at the same time; tasks get verbs of their own, not overloads that any lambda could meet";
    private const string Live = "looks at what is live at the moment of asking, which a stream with back-pressure is not; write foreach (var x in stream)";
    private const string Event = "does not wait: who handles the event subscribes";
    private const string Plan = "does not wait: part of a join, which When subscribes to";
    private const string Time = "Rx's operator on the results, as time has no place in a stream yet";

    public static IReadOnlyList<MissingOverload> Reasons { get; } =
    [
        new("*CancellationToken, ValueTask<*", OnlyAsync),
        new("Collect(Seq<A>, Func<B>, Func<B, A, B>*", "Rx's pull side of a live sequence; ours is ToList by the mission's name"),
        new("Concat(Seq<IObservable<A>>)", "Rx's operator, a stream of streams; write FlatMap"),
        new("Concat(Seq<Task<A>>)", AsyncInner),
        new("SelectMany(Seq<A>, Func<A, *Task<B>>*", AsyncInner),
        new("SelectMany(Seq<A>, Func<A, *IObservable<B>>, Func<Exception, IObservable<B>>, Func<IObservable<B>>)", "Rx's operator on notifications; write Concat for what follows the end, Rx's Catch and ToVeda() for what follows an error"),
        new("SelectMany(Seq<A>, Func<A, Int32, I*<B>>, Func<A, Int32, B, Int32, C>)", "Rx's operator, with two indices for the combination; write Enumerate() before, and Select with an index inside"),
        new("SelectMany(Seq<A>, IObservable<B>)", "Rx's operator, one element after the other; write FlatMap(_ => other.ToVeda())"),
        new("Skip(Seq<A>, TimeSpan*", Time),
        new("Subscribe(Seq<A>, IObserver<A>, IScheduler)", "Rx's: subscribes on that scheduler; write On(scheduler).Subscribe(observer)"),
        new("Take(Seq<A>, TimeSpan*", Time),
        new("Take(Seq<A>, Int32, IScheduler)", "Rx's operator, whose scheduler only completes an empty result; write On(scheduler).Take(n)"),
        new("Then(Seq<A>, Func<A, B>)", "part of Rx's joins, which When subscribes to; ours takes a stage"),
        new("Zip(Seq<A>, IObservable<B>, IObservable<C>, IObservable<D>, *", "Rx's operator on more than three, one element after the other; write Zip more than once"),
        new("Zip(Seq<IObservable<A>>*", "Rx's operator on a sequence of observables, which a stream of them would be, too"),
    ];

    /// <summary>Rx's operators that neither result in an observable nor in a task, so that they may wait.</summary>
    public static IReadOnlyList<MissingOverload> ThatWait { get; } =
    [
        new("Chunkify(Seq<A>)", Live),
        new("Collect(Seq<A>, Func<B>, Func<B, A, B>*", Live),
        new("Latest(Seq<A>)", Live),
        new("MostRecent(Seq<A>, A)", Live),
        new("Next(Seq<A>)", Live),
        new("And(Seq<A>, IObservable<B>)", Plan),
        new("Then(Seq<A>, Func<A, B>)", Plan),
        new("ToEvent(Seq<*", Event),
        new("ToEventPattern(Seq<*", Event),
    ];
}
