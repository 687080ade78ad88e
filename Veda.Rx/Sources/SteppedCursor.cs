namespace Veda.Rx.Sources;

/// <summary>A pulled cursor that has a decision to make before every element.</summary>
internal abstract class SteppedCursor<T>(ISourceHost host) : PulledCursor<T>(host)
{
    protected sealed override Pull Fill(Span<T> items, ref int count)
    {
        for (; count < items.Length; count++)
        {
            var pull = TryPull(out items[count]);
            if (pull != Pull.Full)
                return pull;
        }
        return Pull.Full;
    }

    /// <summary>Reads one element if one can be had without waiting; <see cref="PulledCursor{T}.Pull.Full"/> means that it was.</summary>
    protected abstract Pull TryPull(out T value);
}
