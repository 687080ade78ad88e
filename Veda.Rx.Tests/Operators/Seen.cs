using Xunit;

namespace Veda.Rx.Tests.Operators;

/// <summary>What a consumer has seen of a sequence: its elements, and the error that ended it.</summary>
internal sealed record Seen<T>(IReadOnlyList<T> Items, string? Error)
{
    /// <summary>What `foreach` sees.</summary>
    public static Seen<T> Of(IEnumerable<T> sequence)
    {
        var items = new List<T>();
        try
        {
            foreach (var item in sequence)
                items.Add(item);
        }
        catch (Exception error)
        {
            return new(items, Name(error));
        }
        return new(items, null);
    }

    /// <summary>What a subscriber sees.</summary>
    public static Seen<T> Of(VedaStream<T> stream)
    {
        var recorder = new Recorder();
        using var subscription = stream.Subscribe(recorder);
        recorder.Ended.Wait(TestContext.Current.CancellationToken);
        return new(recorder.Items, recorder.Error is { } error ? Name(error) : null);
    }

    /// <summary>What a thread that waits for a list sees: everything, or the error alone.</summary>
    public static Seen<T> OfList(VedaStream<T> stream)
    {
        try
        {
            return new(stream.ToList().Wait(TestContext.Current.CancellationToken), null);
        }
        catch (Exception error)
        {
            return new([], Name(error));
        }
    }

    public Seen<T> OrErrorAlone() => Error is null ? this : this with { Items = [] };

    private static string Name(Exception error) => $"{error.GetType().Name}: {error.Message}";

    private sealed class Recorder : IObserver<T>
    {
        public List<T> Items { get; } = [];

        public Exception? Error { get; private set; }

        public ManualResetEventSlim Ended { get; } = new();

        public void OnNext(T value) => Items.Add(value);

        public void OnError(Exception error)
        {
            Error = error;
            Ended.Set();
        }

        public void OnCompleted() => Ended.Set();
    }
}
