using System.Reactive.Concurrency;
using FsCheck;
using FsCheck.Fluent;

namespace Veda.Rx.Testing;

/// <summary>Looks for a script by which an operator breaks a law, and for the shortest such script.</summary>
internal sealed class LawSearch<T, TResult>(
    Func<IObservable<T>, IScheduler, IObservable<TResult>> operation, Func<IEnumerable<T>, IEnumerable<TResult>>? model, RxLawsOptions options, Arbitrary<T> values)
{
    private const int LargestSize = 30, MostShrinks = 1_000;
    private const int RogueEvery = 4;

    /// <exception cref="RxLawException">There is one.</exception>
    public void Run()
    {
        for (var i = 0; i < options.Cases; i++)
        {
            var scripts = RxArb.Scripts(values, ScriptKinds.Cold | ScriptKinds.Hot | (i % RogueEvery == RogueEvery - 1 ? ScriptKinds.Rogue : ScriptKinds.None));
            var script = scripts.Generator.Sample(1, new Rnd(SplitMix.Mix(options.Seed, (ulong)i)), i * LargestSize / options.Cases + 1).Single();
            if (Failure(script) is { } failure)
                throw Shortest(script, failure, scripts);
        }
    }

    private RxLawException Shortest(ObservableScript<T> script, RxLawException failure, Arbitrary<ObservableScript<T>> scripts)
    {
        for (var (left, simpler) = (MostShrinks, script); simpler is not null;)
        {
            simpler = scripts.Shrinker(simpler).TakeWhile(_ => left-- > 0).FirstOrDefault(candidate =>
            {
                if (Failure(candidate) is not { } other || other.Law != failure.Law)
                    return false;
                failure = other;
                return true;
            });
        }
        return failure;
    }

    private RxLawException? Failure(ObservableScript<T> script)
    {
        for (var i = 0; i <= options.Seeds; i++)
        {
            ulong? seed = i == 0 ? null : unchecked(options.Seed + (ulong)i);
            if (Breach(new LawCase<T, TResult>(operation, script, seed, options)) is { } breach)
                return Reported(breach, script, seed);
        }
        return null;
    }

    private LawBreach? Breach(LawCase<T, TResult> lawCase)
    {
        var whole = new LawRun<T, TResult>(lawCase).ToEnd();
        if (Breach(whole) is { } breach)
            return breach;
        if (lawCase.Script.IsRogue)
            return null;
        if (model is not null && options.Laws.HasFlag(RxLaw.Equivalence) && LawChecks.Equivalence(whole, LawModel.Expected(lawCase.Script, model), options.IgnoresOrder) is { } difference)
            return difference;
        return (options.Laws & (RxLaw.Silence | RxLaw.Release)) == RxLaw.None ? null : LawDisposals.Of(lawCase, whole).Select(Breach).FirstOrDefault(broken => broken is not null);
    }

    private LawBreach? Breach(LawRun<T, TResult> run) =>
        (options.Laws.HasFlag(RxLaw.Grammar) ? LawChecks.Grammar(run) : null)
        ?? (options.Laws.HasFlag(RxLaw.Silence) ? LawChecks.Silence(run) : null)
        ?? (options.Laws.HasFlag(RxLaw.Release) ? LawChecks.Release(run) : null);

    private RxLawException Reported(LawBreach breach, ObservableScript<T> script, ulong? seed)
    {
        var diagram = script.ToString();
        var lines = new[]
        {
            $"The operator breaks the law of {breach.Name}.",
            $"Source, {(script.IsHot ? "hot" : "cold")}{(script.IsRogue ? ", rogue" : "")}: {(diagram.Length == 0 ? "(says nothing)" : diagram)}",
            seed is null ? "On a TestScheduler." : $"On a SeededTestScheduler with seed {seed}.",
            breach.Detail,
            $"Repeat with RxLawsOptions.Seed = {options.Seed}.",
        };
        return new RxLawException(breach.Law, diagram, seed, string.Join(Environment.NewLine, lines), breach.Cause);
    }
}
