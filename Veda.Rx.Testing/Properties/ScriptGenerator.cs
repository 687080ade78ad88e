using System.Reactive;
using FsCheck;
using FsCheck.Fluent;

namespace Veda.Rx.Testing;

/// <summary>Makes scripts: messages with pauses between them, perhaps an end, and for a rogue one something behind it.</summary>
internal static class ScriptGenerator
{
    private const int MostMessages = 8;

    /// <summary>Frames between two messages. Many come together, as is rare with random times and where errors are.</summary>
    private static readonly Gen<int> s_pauses = Gen.Frequency((3, Gen.Constant(1)), (2, Gen.Constant(0)), (2, Gen.Choose(2, 5)));

    // What comes behind a hot one's subscription is not at its instant, where it would be missed.
    public static Gen<ObservableScript<T>> Scripts<T>(Gen<T> values, ScriptKinds kinds) =>
        from isHot in Gen.Elements(Sources(kinds))
        from before in isHot ? Timed(Many(Value(values), 0, 2), -4) : Gen.Constant(Array.Empty<Recorded<Notification<T>>>())
        from after in Timed(kinds.HasFlag(ScriptKinds.Rogue) ? Rogue(values) : Valid(values), isHot ? 1 : 0)
        from disposals in kinds.HasFlag(ScriptKinds.Disposed) ? Disposal(after) : Gen.Constant(Array.Empty<long>())
        select new ObservableScript<T>(isHot, [.. before.Where(message => message.Time < 0), .. after], disposals);

    private static Gen<Notification<T>[]> Valid<T>(Gen<T> values) =>
        from body in Many(Value(values), 0, MostMessages)
        from end in Gen.Frequency((2, Many(End<T>(), 1, 1)), (1, Many(End<T>(), 0, 0)))
        select (Notification<T>[])[.. body, .. end];

    private static Gen<Notification<T>[]> Rogue<T>(Gen<T> values) =>
        from body in Many(Value(values), 0, MostMessages)
        from end in End<T>()
        from after in Many(Gen.Frequency((2, Value(values)), (1, End<T>())), 1, 3)
        select (Notification<T>[])[.. body, end, .. after];

    private static Gen<Notification<T>> Value<T>(Gen<T> values) => values.Select(Notification.CreateOnNext);

    private static Gen<Notification<T>> End<T>() => Gen.Frequency(
        (2, Gen.Constant(Notification.CreateOnCompleted<T>())),
        (1, RxArb.Errors().Generator.Select(Notification.CreateOnError<T>)));

    private static Gen<Notification<T>[]> Many<T>(Gen<Notification<T>> one, int least, int most) =>
        Gen.Sized(size => Gen.Choose(least, Math.Max(least, Math.Min(most, size)))).SelectMany(count => one.ArrayOf(count));

    private static Gen<Recorded<Notification<T>>[]> Timed<T>(Gen<Notification<T>[]> notifications, long first) =>
        from said in notifications
        from pauses in s_pauses.ArrayOf(said.Length)
        select said.Select((notification, i) => new Recorded<Notification<T>>((first + pauses.Take(i + 1).Sum()) * Marble.TicksPerFrame, notification)).ToArray();

    private static Gen<long[]> Disposal<T>(Recorded<Notification<T>>[] messages) =>
        Gen.Choose(0, (int)(messages.LastOrDefault().Time / Marble.TicksPerFrame) + 2).Select(frame => new[] { frame * Marble.TicksPerFrame });

    private static bool[] Sources(ScriptKinds kinds) => [.. new[] { ScriptKinds.Cold, ScriptKinds.Hot }.Where(kind => kinds.HasFlag(kind)).Select(kind => kind == ScriptKinds.Hot)];
}
