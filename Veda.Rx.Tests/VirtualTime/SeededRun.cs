using FsCheck.Fluent;
using Veda.Rx.Testing;
using Veda.Rx.Tests.Equivalence;

namespace Veda.Rx.Tests.VirtualTime;

/// <summary>One execution of which a seed decides everything: the pipeline, the interleaving, and whether work is interrupted.</summary>
/// <param name="Name">The pipeline.</param>
/// <param name="Trace">What the execution did.</param>
/// <param name="Hash">Of that, and of what came of it.</param>
internal sealed record SeededRun(string Name, Trace Trace, ulong Hash)
{
    /// <summary>Longer pipelines take most of the time, and do nothing that shorter ones do not.</summary>
    private const int MostElements = 600;

    private const int MostSteps = 20_000;

    /// <summary>Runs a generated pipeline: over values or over references, observed or waited for.</summary>
    public static SeededRun Of(ulong seed) => seed / 2 % 2 == 0 ? Of(Element.Ints, seed) : Of(Element.Strings, seed);

    /// <summary>Runs a pipeline.</summary>
    /// <param name="name">The pipeline.</param>
    /// <param name="seed">Decides what runs next. Work is interrupted under odd ones.</param>
    /// <param name="workers">How many participants at most.</param>
    /// <param name="run">Begins it, and returns what gives its outcome when nothing is left to run.</param>
    public static SeededRun Of(string name, ulong seed, int workers, Func<SeededTestScheduler, Func<string>> run)
    {
        var log = new EventLog();
        using var scheduler = new SeededTestScheduler(seed, new SeededOptions { Workers = workers, PreemptsWork = seed % 2 == 1, WatchesEdges = true, MaxSteps = MostSteps }) { Log = log };
        Func<string> outcome;
        try
        {
            outcome = run(scheduler);
            scheduler.Start();
        }
        catch (StepLimitException limit)
        {
            outcome = () => limit.Message;   // sequences within sequences grow; what has run until here is compared
        }
        catch (Exception error)
        {
            throw new InvalidOperationException($"VEDA_SEED={seed}: {name}: {error.Message}", error);
        }
        var trace = new Trace { Seed = seed, Lanes = log.Lanes, Events = log.Events, Choices = scheduler.Choices };
        var hash = new Fingerprint();
        hash.Add(trace);
        hash.Add(outcome());
        return new SeededRun(name, trace, hash.Value);
    }

    private static SeededRun Of<T>(Element<T> element, ulong seed)
    {
        var pipelines = Pipelines.Arbitrary(element, [Worker.Virtual], pipeline => pipeline.Count > MostElements ? "long" : null);
        var pipeline = pipelines.Generator.Sample(1, new FsCheck.Rnd(seed), 60).Single();
        var isWaitedFor = seed / 4 % 3 == 0 && Exclusions.ReasonForWaiting(pipeline) is null;
        return Of($"{pipeline}", seed, pipeline.Parallelism, scheduler =>
        {
            var stream = pipeline.On(scheduler, new Leases().Pool);
            if (isWaitedFor)
                return Text(pipeline.Terminal.Wait(stream)).ToString;
            var probe = new Probe<T>();
            stream.Subscribe(probe);
            return () => Text(probe.Heard);
        });
    }

    private static string Text<T>(Outcome<T> outcome) => $"{string.Join(' ', outcome.Elements)} {outcome.End}";
}
