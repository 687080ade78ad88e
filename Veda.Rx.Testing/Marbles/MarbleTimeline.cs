using System.Numerics;
using System.Reactive;

namespace Veda.Rx.Testing;

/// <summary>What stands in each frame of a diagram.</summary>
internal sealed class MarbleTimeline
{
    private readonly SortedDictionary<long, List<string>> _frames = [];

    /// <summary>The frames in which something happens.</summary>
    public IEnumerable<long> Frames => _frames.Keys;

    /// <summary>What stands in a frame; null if nothing happens there.</summary>
    public string? this[long frame] => _frames.TryGetValue(frame, out var tokens) ? tokens.Count == 1 ? tokens[0] : $"({MarbleText.Together(tokens)})" : null;

    public static MarbleTimeline Of<T>(ObservableScript<T> script, Func<T, string> text, long ticksPerFrame)
    {
        var timeline = new MarbleTimeline();
        if (script.IsHot)
            timeline.Add(0, "^");
        timeline.Add(script.Messages, text, ticksPerFrame);
        foreach (var disposal in script.Disposals)
            timeline.Add(disposal / ticksPerFrame, "!");
        return timeline;
    }

    public static MarbleTimeline Of<T>(IEnumerable<Recorded<Notification<T>>> messages, Func<T, string> text, long ticksPerFrame)
    {
        var timeline = new MarbleTimeline();
        timeline.Add(messages, text, ticksPerFrame);
        return timeline;
    }

    /// <summary>The longest frame that is a part of the usual one, and has all times at its boundaries.</summary>
    public static long Scale(long usual, IEnumerable<long> times) =>
        (long)times.Aggregate((BigInteger)usual, (scale, time) => BigInteger.GreatestCommonDivisor(scale, time));

    private void Add<T>(IEnumerable<Recorded<Notification<T>>> messages, Func<T, string> text, long ticksPerFrame)
    {
        foreach (var message in messages)
            Add(message.Time / ticksPerFrame, MarbleText.Token(message.Value, text));
    }

    private void Add(long frame, string token)
    {
        if (!_frames.TryGetValue(frame, out var tokens))
            _frames[frame] = tokens = [];
        tokens.Add(token);
    }
}
