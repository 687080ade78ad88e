using System.Collections;

namespace Veda.Rx.Tests.Misuse;

/// <summary>Where a sequence throws.</summary>
public enum Place { Nowhere, GetEnumerator, MoveNext, Current, Dispose, MoveNextAndDispose }

/// <summary>Some numbers, then an exception, for both kinds of enumeration.</summary>
internal sealed class ThrowingSequence(Place place, int count) : IEnumerable<int>, IAsyncEnumerable<int>
{
    private int _opened;
    private int _closed;

    public int Opened => Volatile.Read(ref _opened);

    public int Closed => Volatile.Read(ref _closed);

    public IEnumerator<int> GetEnumerator()
    {
        Throw(Place.GetEnumerator);
        Interlocked.Increment(ref _opened);
        return new Enumerator(this);
    }

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();

    public IAsyncEnumerator<int> GetAsyncEnumerator(CancellationToken cancellationToken = default)
    {
        Throw(Place.GetEnumerator);
        Interlocked.Increment(ref _opened);
        return new Enumerator(this);
    }

    private void Throw(Place here)
    {
        if (place == here || (place == Place.MoveNextAndDispose && here is Place.MoveNext or Place.Dispose))
            throw new InvalidTimeZoneException($"in {here}");
    }

    private sealed class Enumerator(ThrowingSequence sequence) : IEnumerator<int>, IAsyncEnumerator<int>
    {
        private int _next;

        public int Current
        {
            get
            {
                if (_next > sequence.Count)
                    sequence.Throw(Place.Current);
                return _next - 1;
            }
        }

        object IEnumerator.Current => Current;

        public bool MoveNext()
        {
            if (_next == sequence.Count)
                sequence.Throw(Place.MoveNext);
            return _next++ < sequence.Count + (sequence.IsLonger ? 1 : 0);
        }

        public ValueTask<bool> MoveNextAsync() => ValueTask.FromResult(MoveNext());

        public void Reset() => throw new NotSupportedException();

        public void Dispose()
        {
            Interlocked.Increment(ref sequence._closed);
            sequence.Throw(Place.Dispose);
        }

        public ValueTask DisposeAsync()
        {
            Dispose();
            return default;
        }
    }

    private int Count => count;

    private bool IsLonger => place == Place.Current;
}
