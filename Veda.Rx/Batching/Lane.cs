using Veda.Rx.Fusion;
using Veda.Rx.Sources;

namespace Veda.Rx.Batching;

/// <summary>
/// One private copy of a segment's fused stages with the batch it is working on. A participant takes a lane, claims a batch
/// into it and runs it; then the lane itself waits at the merge, with its results, for its turn, and is used again after.
/// </summary>
internal abstract class Lane(ILaneHost host) : LaneContext(host)
{
    /// <summary>The place of this lane's batch at the merge.</summary>
    public long Number { get; set; }

    /// <summary>Where its results are: the last of its folders. Written once, when they are bound.</summary>
    public IOutlet Outlet { get; set; } = null!;

    /// <summary>What ended the batch early, behind all results in the outlet.</summary>
    public abstract Exception? Error { get; }

    /// <summary>Whether the batch is not over: there may be no room for its results before the merge has delivered some.</summary>
    public bool Suspended { get; protected set; }

    /// <summary>Whether the batch is not over though there is room: it only lets others have a look.</summary>
    public bool Paused => Suspended && Outlet.Room > 0;

    /// <summary>Whether it is counted among the lanes that stopped with a live sequence open. Written by who works on it.</summary>
    public bool IsCounted { get; set; }

    /// <summary>The id of the thread that works on it, or did last; 0 without a batch. Written by who works on it, read by those who only look.</summary>
    public int Thread { get; set; }

    /// <summary>Whether that thread is inside of <see cref="Advance"/>; likewise.</summary>
    public bool IsAdvancing { get; set; }

    /// <summary>The lane of the same segment that was made before this one. Written once.</summary>
    public Lane? Earlier { get; init; }

    /// <summary>What the batch has cost so far, in nanoseconds.</summary>
    public long Spent { get; set; }

    private const long WorthReporting = 5_000;   // nanoseconds; some hundred times what a report costs

    private int _unreportedElements;
    private long _unreported;   // nanoseconds

    /// <summary>Adds up what the lane has done, over batches: small ones are not worth a report each.</summary>
    /// <returns>What is to be reported now; nothing until it is worth it.</returns>
    public (int Elements, long Elapsed) Worked(int elements, long elapsed)
    {
        _unreportedElements += elements;
        _unreported += elapsed;
        if (_unreported < WorthReporting)
            return default;
        var report = (_unreportedElements, _unreported);
        (_unreportedElements, _unreported) = (0, 0);
        return report;
    }

    /// <summary>How many source elements the lane's batch has.</summary>
    public abstract int Elements { get; }

    /// <summary>The position of the first of them in the source.</summary>
    public abstract long First { get; }

    /// <summary>Runs the batch to its end, or until its output credit is spent.</summary>
    public abstract void Advance();

    /// <summary>The lane has to wait for its turn at the merge: gives back what it does not need for that.</summary>
    public abstract void Rest();

    /// <summary>Forgets the batch; the lane is free for the next one.</summary>
    public abstract void Reset();

    /// <summary>The same for a lane that is not needed any more: gives all buffers and open inner sequences back.</summary>
    public abstract void Release();
}

/// <inheritdoc/>
internal sealed class Lane<T> : Lane
{
    private readonly SourceCursor<T> _cursor;
    private bool _inPart;       // whether the outlet waits for the end of a part

    public Lane(ILaneHost host, SourceCursor<T> cursor) : base(host)
    {
        _cursor = cursor;
        Batch = new(Buffers);
    }

    /// <summary>The first of its folders. Written once, when they are bound.</summary>
    public Folder<T> Head { get; set; } = null!;

    public Batch<T> Batch { get; }

    public override Exception? Error => Batch.Error;

    public override int Elements => Batch.Count;

    public override long First => Batch.Position;

    public override void Advance()
    {
        Awaited = null;
        try
        {
            Suspended = !Run();
        }
        catch (Exception error)
        {
            Batch.Error = error;
            Batch.Folded = Batch.Count;
            _inPart = false;
            Suspended = !Flush();
        }
        if (!Suspended)
            Awaited = null;   // the run is over
    }

    /// <summary>Folds part by part, a part being what the batch has of one leaf.</summary>
    /// <returns>False when suspended.</returns>
    private bool Run()
    {
        while (true)
        {
            if (Awaited is not null || !Head.Resume())
                return false;
            var position = Batch.Position + Batch.Folded;
            var atLeaf = position % Leaf.Size == 0;
            if (_inPart && (atLeaf || Batch.Folded == Batch.Count))
            {
                _inPart = false;
                Outlet.EndPart(atLeaf);
            }
            if (Head.Done)
            {
                Batch.Error = null;   // it lies behind all that is wanted
                return true;
            }
            if (Batch.Folded == Batch.Count)
                return true;
            if (!_inPart)
            {
                _inPart = true;
                Outlet.BeginPart(atLeaf);
            }
            var room = Head.Room;
            if (room == 0)
                return false;
            var count = (int)Math.Min(Math.Min(room, Batch.Count - Batch.Folded), Leaf.Size - position % Leaf.Size);
            Position = position;
            var start = Batch.Folded;
            Batch.Folded += count;
            Head.Fold(_cursor.Read(Batch, start, count));
        }
    }

    /// <summary>After an error: what stages behind it still hold lies before the error and is delivered.</summary>
    private bool Flush()
    {
        try
        {
            return Head.Resume();
        }
        catch (Exception lower)
        {
            Batch.Error = lower;
            return Flush();
        }
    }

    public override void Rest()
    {
        if (Suspended)
            return;
        try
        {
            Head.Rest();
        }
        catch (Exception error)
        {
            Batch.Error ??= error;
        }
        Batch.ReleaseBuffer();
    }

    public override void Reset()
    {
        try
        {
            Head.Reset();
        }
        finally
        {
            Forget();
        }
    }

    public override void Release()
    {
        try
        {
            Head.Release();
        }
        finally
        {
            Batch.Release();
            Forget();
        }
    }

    private void Forget()
    {
        Batch.Reset();
        Awaited = null;
        _inPart = false;
        Suspended = false;
        IsCounted = false;
        Spent = 0;
        Thread = 0;
    }
}
