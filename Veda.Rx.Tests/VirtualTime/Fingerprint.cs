using Veda.Rx.Testing;

namespace Veda.Rx.Tests.VirtualTime;

/// <summary>A hash of what an execution did, step by step, and of what came of it. Of the text's letters, not of its hash code, which every process has another of.</summary>
internal sealed class Fingerprint
{
    /// <summary>The hash so far.</summary>
    public ulong Value { get; private set; }

    public void Add(ulong word) => Value = SplitMix.Mix(Value, word);

    /// <summary>FNV-1a of the letters.</summary>
    public void Add(string text)
    {
        var hash = 14695981039346656037;
        foreach (var letter in text)
            hash = (hash ^ letter) * 1099511628211;
        Add(hash);
    }

    /// <summary>Every step with its time, lane, operation and cause, and every choice.</summary>
    public void Add(Trace trace)
    {
        foreach (var lane in trace.Lanes)
            Add(lane);
        foreach (var step in trace.Events)
        {
            Add((ulong)step.Time);
            Add((ulong)step.Lane << 32 | (uint)step.Cause);
            Add((uint)step.Picked);
            Add(step.Operation);
        }
        foreach (var choice in trace.Choices)
        {
            Add(choice.Id);
            Add((ulong)choice.Kind << 48 | (ulong)choice.Arity << 24 | (uint)choice.Picked);
        }
    }
}
