using System.Reactive;

namespace Veda.Rx.Testing;

/// <summary>What a model makes of a script.</summary>
internal static class LawModel
{
    /// <summary>What is expected, without times.</summary>
    public static IReadOnlyList<Notification<TResult>> Expected<T, TResult>(ObservableScript<T> script, Func<IEnumerable<T>, IEnumerable<TResult>> model)
    {
        var expected = new List<Notification<TResult>>();
        try
        {
            foreach (var result in model(Sequence(script)))
                expected.Add(Notification.CreateOnNext(result));
            expected.Add(Notification.CreateOnCompleted<TResult>());
        }
        catch (UnfinishedException)
        {
            // The source has no end, and the model would wait for one.
        }
        catch (Exception error)
        {
            expected.Add(Notification.CreateOnError<TResult>(error));
        }
        return expected;
    }

    private static IEnumerable<T> Sequence<T>(ObservableScript<T> script)
    {
        foreach (var message in script.Heard)
        {
            if (message.Value.Kind == NotificationKind.OnCompleted)
                yield break;
            if (message.Value.Kind == NotificationKind.OnError)
                throw message.Value.Exception!;
            yield return message.Value.Value;
        }
        throw new UnfinishedException();
    }

    private sealed class UnfinishedException() : Exception("The source has gone silent without an end. A model must let this pass.");
}
