using Veda.Rx.Batching;

namespace Veda.Rx.Sources;

/// <summary>Consecutive integers, or one value many times: elements are computed by the lanes, a leaf at a time.</summary>
internal sealed class RangeSource(int first, int length) : StreamSource<int>
{
    public override long? Length => length;

    public override SourceCursor<int> Open(ISourceHost host) => new Cursor(first, length);

    private sealed class Cursor(int first, int length) : IndexedCursor<int>
    {
        protected override long Length => length;

        public override ReadOnlySpan<int> Read(Batch<int> batch, int start, int count)
        {
            var values = batch.Buffer(count).AsSpan(0, count);
            var value = first + (int)batch.Position + start;
            for (var i = 0; i < values.Length; i++)
                values[i] = value++;
            return values;
        }
    }
}

/// <summary>One value many times.</summary>
internal sealed class RepeatSource<T>(T value, int length) : StreamSource<T>
{
    public override long? Length => length;

    public override SourceCursor<T> Open(ISourceHost host) => new Cursor(value, length);

    private sealed class Cursor(T value, int length) : IndexedCursor<T>
    {
        protected override long Length => length;

        public override ReadOnlySpan<T> Read(Batch<T> batch, int start, int count)
        {
            var values = batch.Buffer(count).AsSpan(0, count);
            values.Fill(value);
            return values;
        }
    }
}
