using System.Reactive;

namespace Veda.Rx.Testing;

/// <summary>Makes what a model expects comparable with what came.</summary>
internal static class LawOrder
{
    /// <summary>Gives what is expected the times of what came; what came too late or not at all, a frame each.</summary>
    public static IReadOnlyList<Recorded<Notification<T>>> Timed<T>(IReadOnlyList<Notification<T>> expected, IReadOnlyList<Recorded<Notification<T>>> actual)
    {
        var time = 0L;
        return [.. expected.Select((notification, i) => new Recorded<Notification<T>>(time = i < actual.Count ? actual[i].Time : time + Marble.TicksPerFrame, notification))];
    }

    /// <summary>What is expected in the order of what came, as far as it came; if it ends with an error, only that, behind what came.</summary>
    public static IReadOnlyList<Notification<T>> Likened<T>(IReadOnlyList<Notification<T>> expected, IReadOnlyList<Notification<T>> actual)
    {
        var values = expected.Where(notification => notification.HasValue).ToList();
        var end = expected.Skip(values.Count);
        if (end.FirstOrDefault() is { Kind: NotificationKind.OnError })
            return [.. actual.Where(notification => notification.HasValue), .. end];
        var came = new List<Notification<T>>();
        foreach (var notification in actual.Where(notification => notification.HasValue))
        {
            var index = values.FindIndex(value => ElementEquality.Same(value, notification));
            if (index < 0)
                continue;
            came.Add(values[index]);
            values.RemoveAt(index);
        }
        return [.. came, .. values, .. end];
    }
}
