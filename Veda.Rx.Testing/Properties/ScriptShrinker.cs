using System.Reactive;
using FsCheck;

namespace Veda.Rx.Testing;

/// <summary>Simpler scripts than a given one, the simplest first.</summary>
internal static class ScriptShrinker
{
    public static IEnumerable<ObservableScript<T>> Shrink<T>(ObservableScript<T> script, Arbitrary<T> values, ScriptKinds kinds) =>
        Cold(script, kinds).Concat(Fewer(script)).Concat(Earlier(script)).Concat(Plainer(script, values))
            .Where(simpler => simpler.IsRogue == script.IsRogue);

    /// <summary>Numbers between 0 and the given one, 0 first.</summary>
    public static IEnumerable<long> Smaller(long number)
    {
        for (var less = number; less > 0; less /= 2)
            yield return number - less;
    }

    private static IEnumerable<ObservableScript<T>> Cold<T>(ObservableScript<T> script, ScriptKinds kinds)
    {
        if (script.IsHot && kinds.HasFlag(ScriptKinds.Cold))
            yield return new ObservableScript<T>(isHot: false, script.Messages.Where(message => message.Time >= 0), script.Disposals);
    }

    /// <summary>Without a half of the messages, then a quarter, and so on down to one.</summary>
    private static IEnumerable<ObservableScript<T>> Fewer<T>(ObservableScript<T> script)
    {
        for (var length = script.Messages.Count; length > 0; length /= 2)
        {
            for (var from = 0; from + length <= script.Messages.Count; from += length)
                yield return With(script, [.. script.Messages.Take(from), .. script.Messages.Skip(from + length)]);
        }
    }

    /// <summary>With shorter pauses: before a message, together with what follows it, or before the disposal.</summary>
    private static IEnumerable<ObservableScript<T>> Earlier<T>(ObservableScript<T> script)
    {
        for (var i = 0; i < script.Messages.Count; i++)
        {
            var time = script.Messages[i].Time;
            var pause = Pause(script, i);
            foreach (var shorter in Smaller(pause / Marble.TicksPerFrame))
            {
                var shift = pause - shorter * Marble.TicksPerFrame;
                yield return With(script, script.Messages.Select((message, j) => j < i || (time < 0 && message.Time >= 0) ? message : new(message.Time - shift, message.Value)));
            }
        }
        foreach (var disposal in script.Disposals.Take(1).SelectMany(time => Smaller(time / Marble.TicksPerFrame)))
            yield return new ObservableScript<T>(script.IsHot, script.Messages, [disposal * Marble.TicksPerFrame, .. script.Disposals.Skip(1)]);
    }

    /// <summary>How much earlier a message can be: not before the one before it, nor at or on the other side of a hot script's subscription.</summary>
    private static long Pause<T>(ObservableScript<T> script, int index)
    {
        var time = script.Messages[index].Time;
        var first = script.IsHot && time > 0 ? Math.Min(time, Marble.TicksPerFrame) : script.IsHot ? time : 0;
        return time - Math.Max(first, index == 0 ? first : script.Messages[index - 1].Time);
    }

    /// <summary>With a completion instead of an error, the bare error, or a smaller value.</summary>
    private static IEnumerable<ObservableScript<T>> Plainer<T>(ObservableScript<T> script, Arbitrary<T> values) =>
        from index in Enumerable.Range(0, script.Messages.Count)
        let message = script.Messages[index]
        from plainer in message.Value.Kind switch
        {
            NotificationKind.OnNext => values.Shrinker(message.Value.Value).Select(Notification.CreateOnNext),
            NotificationKind.OnError => RxArb.Errors().Shrinker(message.Value.Exception!).Select(Notification.CreateOnError<T>).Prepend(Notification.CreateOnCompleted<T>()),
            _ => [],
        }
        select With(script, script.Messages.Select((other, i) => i == index ? new Recorded<Notification<T>>(other.Time, plainer) : other));

    private static ObservableScript<T> With<T>(ObservableScript<T> script, IEnumerable<Recorded<Notification<T>>> messages) =>
        new(script.IsHot, messages, script.Disposals);
}
