namespace Veda.Rx.Testing;

/// <summary>Puts whole programs on virtual time.</summary>
public static class DeterministicRuntimeExtensions
{
    extension(VedaRuntime)
    {
        /// <summary>
        /// Has all streams that name no scheduler, and that are started in the calling flow, run on virtual time in an order that a seed decides. Other flows of the process do not see it.
        /// </summary>
        /// <param name="seed">Decides everything.</param>
        /// <param name="options">How the scheduler behaves; null for the defaults.</param>
        /// <returns>Ends that when it is disposed.</returns>
        /// <exception cref="ArgumentOutOfRangeException">An option is out of its range.</exception>
        /// <example><code>
        /// using var runtime = VedaRuntime.Deterministic(seed: 42);
        /// var first = VedaStream.Range(0, 1_000).Unordered().Filter(x => x % 7 == 0).First().Wait();   // the same each time
        /// </code></example>
        public static DeterministicRuntime Deterministic(ulong seed, SeededOptions? options = null) => new(seed, options);
    }
}
