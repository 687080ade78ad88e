using System.Reactive;

namespace Veda.Rx.Testing;

/// <summary>What an observable says and when, as a value: what a marble diagram means. Immutable; two are equal when all parts are.</summary>
/// <remarks>
/// It may break the Rx grammar by going on after its end: it is rogue then, and what is opened from it goes on speaking even
/// to those who have unsubscribed, as a source on another thread can.
/// </remarks>
/// <example><code>
/// var scheduler = new TestScheduler();
/// var source = Marble.Parse&lt;int>("^-1-2-|").Open(scheduler);
/// var heard = scheduler.Start(() => source.Select(x => x + 1));
/// MarbleAssert.Equal("--2-3-|", heard);
/// </code></example>
/// <typeparam name="T">The type of the values.</typeparam>
public sealed class ObservableScript<T> : IEquatable<ObservableScript<T>>
{
    /// <summary>A script.</summary>
    /// <param name="isHot">Whether it speaks with nobody listening; times then count from the expected subscription, and can be negative.</param>
    /// <param name="messages">What it says, in order of time.</param>
    /// <param name="disposals">When the subscription is to be disposed, in ticks after it; null for never.</param>
    /// <exception cref="ArgumentNullException"><paramref name="messages"/> is null.</exception>
    /// <exception cref="ArgumentException">The times are not in order, or a time that may not be negative is.</exception>
    public ObservableScript(bool isHot, IEnumerable<Recorded<Notification<T>>> messages, IEnumerable<long>? disposals = null)
    {
        ArgumentNullException.ThrowIfNull(messages);
        IsHot = isHot;
        Messages = [.. messages];
        Disposals = [.. disposals ?? []];
        CheckTimes(Messages.Select(message => message.Time), isHot ? long.MinValue : 0, nameof(messages));
        CheckTimes(Disposals, 0, nameof(disposals));
    }

    /// <summary>Whether it speaks with nobody listening.</summary>
    public bool IsHot { get; }

    /// <summary>What it says; times in ticks from the subscription on, negative before.</summary>
    public IReadOnlyList<Recorded<Notification<T>>> Messages { get; }

    /// <summary>When the subscription is to be disposed, in ticks after it. <see cref="Open"/> leaves that to the caller.</summary>
    public IReadOnlyList<long> Disposals { get; }

    /// <summary>Whether it breaks the Rx grammar: something comes after the end.</summary>
    public bool IsRogue => Messages.SkipWhile(message => message.Value.Kind == NotificationKind.OnNext).Skip(1).Any();

    /// <summary>What one hears who subscribes at time 0 and keeps to the grammar: nothing of before, nothing after the end.</summary>
    public IEnumerable<Recorded<Notification<T>>> Heard
    {
        get
        {
            foreach (var message in Messages.Where(message => !IsHot || message.Time > 0))
            {
                yield return message;
                if (message.Value.Kind != NotificationKind.OnNext)
                    yield break;
            }
        }
    }

    internal IEnumerable<long> Times => Messages.Select(message => message.Time).Concat(Disposals);

    /// <summary>Makes the observable. What is at the same time comes in the script's order, on every scheduler.</summary>
    /// <param name="scheduler">Whose time it is.</param>
    /// <param name="subscribed">The virtual time of a hot script's time 0, in ticks. What would be in the past comes at the next tick. Without meaning for a cold one, whose times count from each subscription.</param>
    /// <returns>The observable, which writes down who subscribes.</returns>
    /// <exception cref="ArgumentNullException"><paramref name="scheduler"/> is null.</exception>
    public ITestableObservable<T> Open(TestScheduler scheduler, long subscribed = ReactiveTest.Subscribed)
    {
        ArgumentNullException.ThrowIfNull(scheduler);
        return new ScriptedObservable<T>(scheduler, this, subscribed);
    }

    /// <summary>Whether all parts are equal.</summary>
    /// <param name="other">What to compare with.</param>
    public bool Equals(ObservableScript<T>? other) =>
        other is not null && IsHot == other.IsHot && Messages.SequenceEqual(other.Messages) && Disposals.SequenceEqual(other.Disposals);

    /// <inheritdoc/>
    public override bool Equals(object? obj) => Equals(obj as ObservableScript<T>);

    /// <inheritdoc/>
    public override int GetHashCode()
    {
        var hash = default(HashCode);
        hash.Add(IsHot);
        foreach (var message in Messages)
            hash.Add(message);
        foreach (var disposal in Disposals)
            hash.Add(disposal);
        return hash.ToHashCode();
    }

    /// <summary>The script as a marble diagram, with the length of a frame where it is not <see cref="Marble.TicksPerFrame"/>.</summary>
    public override string ToString()
    {
        var scale = MarbleTimeline.Scale(Marble.TicksPerFrame, Times);
        var diagram = Marble.Render(this, null, scale);
        return scale == Marble.TicksPerFrame ? diagram : $"{diagram} ({scale} ticks a frame)";
    }

    private static void CheckTimes(IEnumerable<long> times, long first, string name)
    {
        foreach (var time in times)
        {
            if (time < first)
                throw new ArgumentException($"{name} has time {time} behind {first}; allowed: times in order, from 0 for disposals and for messages of a cold script.", name);
            first = time;
        }
    }
}
