using FsCheck;
using FsCheck.Fluent;

namespace Veda.Rx.Testing;

/// <summary>Generators and shrinkers of what tests of observables are made of. What fails becomes empty, earlier and fewer.</summary>
/// <example><code>
/// Prop.ForAll(RxArb.Scripts(ArbMap.Default.ArbFor&lt;int>()), script =>
/// {
///     var scheduler = new TestScheduler();
///     var source = script.Open(scheduler);
///     var heard = scheduler.Start(() => source.Select(x => x));
///     return heard.Messages.Count == script.Heard.Count();
/// }).QuickCheckThrowOnFailure();
/// </code></example>
public static class RxArb
{
    /// <summary>Scripts of observables, at multiples of <see cref="Marble.TicksPerFrame"/>. They print as marble diagrams.</summary>
    /// <typeparam name="T">The type of the values.</typeparam>
    /// <param name="values">The values. Printed by their <see cref="object.ToString"/>.</param>
    /// <param name="kinds">Which scripts. At least one of <see cref="ScriptKinds.Cold"/> and <see cref="ScriptKinds.Hot"/>.</param>
    /// <returns>Scripts, and how to shrink them: without some messages, with shorter pauses, cold instead of hot, completion instead of an error, smaller values. A rogue one stays rogue.</returns>
    /// <exception cref="ArgumentNullException"><paramref name="values"/> is null.</exception>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="kinds"/> has neither cold nor hot scripts, or an unknown kind.</exception>
    public static Arbitrary<ObservableScript<T>> Scripts<T>(Arbitrary<T> values, ScriptKinds kinds = ScriptKinds.Cold | ScriptKinds.Hot)
    {
        ArgumentNullException.ThrowIfNull(values);
        const ScriptKinds Sources = ScriptKinds.Cold | ScriptKinds.Hot, All = Sources | ScriptKinds.Rogue | ScriptKinds.Disposed;
        if ((kinds & Sources) == ScriptKinds.None || (kinds & ~All) != ScriptKinds.None)
            throw new ArgumentOutOfRangeException(nameof(kinds), kinds, $"{nameof(kinds)} is {kinds}; allowed: {ScriptKinds.Cold}, {ScriptKinds.Hot} or both, with or without {ScriptKinds.Rogue} and {ScriptKinds.Disposed}.");
        return Arb.From(ScriptGenerator.Scripts(values.Generator, kinds), script => ScriptShrinker.Shrink(script, values, kinds));
    }

    /// <summary>Distances of virtual time, in ticks: whole frames from 0 on, short ones more often.</summary>
    /// <param name="frames">How many frames at most. From 0.</param>
    /// <returns>Distances. They shrink to shorter ones, zero first.</returns>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="frames"/> is less than 0.</exception>
    public static Arbitrary<long> Times(int frames = 20)
    {
        if (frames < 0)
            throw new ArgumentOutOfRangeException(nameof(frames), frames, $"{nameof(frames)} is {frames}; allowed: from 0.");
        return Arb.From(
            Gen.OneOf(Gen.Choose(0, Math.Min(3, frames)), Gen.Choose(0, frames)).Select(frame => frame * Marble.TicksPerFrame),
            time => ScriptShrinker.Smaller(time / Marble.TicksPerFrame).Select(frame => frame * Marble.TicksPerFrame));
    }

    /// <summary>Errors: <see cref="MarbleException"/>s, which are equal when their texts are.</summary>
    /// <returns>Errors. They shrink to the bare one.</returns>
    public static Arbitrary<Exception> Errors() => Arb.From(
        Gen.Elements("", "x", "y").Select(text => (Exception)new MarbleException(text)),
        error => error is MarbleException { Text: "" } ? [] : [new MarbleException()]);

    /// <summary>Instants to dispose a subscription to a script: each of its times, the ticks before and after, the beginning, and behind the end.</summary>
    /// <typeparam name="T">The type of the values.</typeparam>
    /// <param name="script">The script.</param>
    /// <returns>Instants in ticks after the subscription. They shrink to earlier ones.</returns>
    /// <exception cref="ArgumentNullException"><paramref name="script"/> is null.</exception>
    public static Arbitrary<long> Disposals<T>(ObservableScript<T> script)
    {
        ArgumentNullException.ThrowIfNull(script);
        long[] instants = [.. script.Messages.SelectMany(message => new[] { message.Time - 1, message.Time, message.Time + 1 }).Append(0).Where(time => time >= 0).Distinct().Order()];
        return Arb.From(Gen.Elements(instants), time => instants.TakeWhile(earlier => earlier < time));
    }

    /// <summary>Chains of up to four operators on whole numbers.</summary>
    /// <returns>Chains. They print as code, and shrink by dropping steps and by smaller numbers.</returns>
    public static Arbitrary<OperatorChain> Chains() => Arb.From(OperatorChain.Generator, OperatorChain.Shrink);
}
