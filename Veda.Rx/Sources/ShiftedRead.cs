using Veda.Rx.Batching;

namespace Veda.Rx.Sources;

internal static class ShiftedRead
{
    /// <summary>Reads a batch of a cursor whose positions are <paramref name="shift"/> more than those that its reader gave the batch.</summary>
    /// <remarks>Only the lane that works on the batch sees its position, so it may differ during the call.</remarks>
    public static ReadOnlySpan<T> Read<T>(this SourceCursor<T> cursor, Batch<T> batch, int start, int count, long shift)
    {
        batch.Position += shift;
        try
        {
            return cursor.Read(batch, start, count);
        }
        finally
        {
            batch.Position -= shift;
        }
    }
}
