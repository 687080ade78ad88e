using FsCheck;
using FsCheck.Fluent;
using Veda.Rx.Tests.Guarantees;
using Veda.Rx.Tests.VirtualTime;

namespace Veda.Rx.Tests.Equivalence;

/// <summary>Checks what holds for all pipelines; for every one of them, that its buffers come back. A failure prints the pipeline and FsCheck's replay.</summary>
internal static class Property
{
    public static void ForAll<T>(
        Element<T> element, int cases, IEnumerable<Worker> workers, Func<Pipeline<T>, string?>? reason, Action<Pipeline<T>, Leases> holds)
    {
        var hung = false;
        var pipelines = Pipelines.Arbitrary(element, workers, reason);
        Prop.ForAll(Arb.From(pipelines.Generator, pipeline => hung ? [] : pipelines.Shrinker(pipeline)), pipeline =>
        {
            var leases = new Leases();
            try
            {
                // On a thread of its own, so that a run that hangs is a failure with a name.
                Patience.OnThread(() => holds(pipeline, leases)).GetAwaiter().GetResult();
                leases.AssertReturned();
            }
            catch (TimeoutException)
            {
                hung = true;   // and simpler ones would hang as well, each until patience ends
                throw;
            }
        }).Check(Config.QuickThrowOnFailure.WithMaxTest(Cases.For(cases)).WithQuietOnSuccess(true));
    }
}
