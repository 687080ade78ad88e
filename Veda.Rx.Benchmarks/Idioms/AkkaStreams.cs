using Akka.Actor;
using Akka.Configuration;
using Akka.Streams;
using Akka.Streams.Dsl;

namespace Veda.Rx.Benchmarks.Idioms;

/// <summary>Akka.Streams: a source of ranges, mapped by asynchronous tasks, one per core. Owns the actor system.</summary>
internal sealed class AkkaStreams : IDisposable
{
    private const string Quiet = "akka { loglevel = OFF, stdout-loglevel = OFF, log-dead-letters = off }";

    private readonly ActorSystem _system = ActorSystem.Create("benchmarks", ConfigurationFactory.ParseString(Quiet));

    public AkkaStreams() => Materializer = _system.Materializer();

    public ActorMaterializer Materializer { get; }

    public T Reduce<T>(int n, int size, Func<int, int, T> part, Func<T, T, T> combine) =>
        Reduce(Slice.Cut(n, size), slice => part(slice.From, slice.To), combine);

    public TResult Reduce<TItem, TResult>(IEnumerable<TItem> items, Func<TItem, TResult> part, Func<TResult, TResult, TResult> combine) =>
        Source.From(items)
            .SelectAsyncUnordered(Environment.ProcessorCount, item => Task.Run(() => part(item)))
            .RunWith(Sink.Aggregate<TResult, (bool Any, TResult Value)>(
                (false, default!),
                (all, next) => (true, all.Any ? combine(all.Value, next) : next)), Materializer)
            .Result.Value;

    public void Dispose()
    {
        Materializer.Dispose();
        _system.Terminate().Wait();
    }
}
