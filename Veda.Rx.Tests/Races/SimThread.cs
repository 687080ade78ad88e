using Veda.Rx.Internal;

namespace Veda.Rx.Tests.Races;

/// <summary>
/// A thread of a simulated execution. A real thread carries it (the code under test needs a stack), but only the one that
/// holds the baton runs.
/// </summary>
internal sealed class SimThread(int index)
{
    [ThreadStatic]
    private static SimThread? t_current;

    private readonly SemaphoreSlim _baton = new(0);
    private readonly List<SimStore> _buffer = [];
    private readonly List<SimAccess> _next = [];

    public static SimThread? Current => t_current;

    public int Index => index;

    public SimWorld World { get; private set; } = null!;

    /// <summary>What this thread waits for; null while it can run.</summary>
    public Parker? WaitsFor { get; set; }

    public bool IsFinished { get; private set; }

    public bool IsRunnable => !IsFinished && WaitsFor is null;

    /// <summary>Stores that no other thread sees yet, oldest first.</summary>
    public int Buffered => _buffer.Count;

    public T Load<T>(SimCell cell)
    {
        for (var i = _buffer.Count - 1; i >= 0; i--)
        {
            if (_buffer[i].Cell.Is(cell)) // the own store, whatever others do: no need for a point
                return _buffer[i].Value<T>();
        }
        Point(new SimAccess(this, cell, Writes: false));
        return cell.Here<T>();
    }

    public void Store<T>(SimCell cell, T value)
    {
        // Nobody sees a buffered store, so a switch before it equals one after it that leaves it in the buffer.
        if (!World.Buffers)
            Point(cell);
        _buffer.Add(new SimStore<T>(cell, value));
        if (!World.Buffers)
            Flush(1);
    }

    public void Fence()
    {
        if (Buffered > 0) // otherwise it does nothing that others could notice
            PointAndDrain(null);
    }

    public void FenceAll()
    {
        World.Point(this, null);
        World.FlushAll();
    }

    /// <summary>A write to one cell, past the store buffer; or an event that others notice.</summary>
    public void Point(SimCell cell) => Point(new SimAccess(this, cell, Writes: true));

    /// <summary>The same after all stores in the buffer.</summary>
    public void PointAndDrain(SimCell? cell)
    {
        _next.Clear();
        foreach (var store in _buffer)
            _next.Add(new SimAccess(this, store.Cell, Writes: true));
        if (cell is { } written)
            _next.Add(new SimAccess(this, written, Writes: true));
        World.Point(this, _next);
        Flush(_buffer.Count);
        if (cell is { } seen)
            World.Note(new SimAccess(this, seen, Writes: true));
    }

    public void Wait(Parker parker)
    {
        PointAndDrain(SimCell.Of(parker));
        while (!World.TakePermit(parker))
        {
            WaitsFor = parker;
            World.GiveUp(this);
        }
        World.Note(new SimAccess(this, SimCell.Of(parker), Writes: true));
    }

    public void Wake(Parker parker)
    {
        PointAndDrain(SimCell.Of(parker));
        World.GivePermit(parker);
    }

    /// <summary>Makes the oldest buffered stores visible.</summary>
    public void Flush(int count)
    {
        for (var i = 0; i < count; i++)
        {
            _buffer[i].Apply();
            World.Note(new SimAccess(this, _buffer[i].Cell, Writes: true));
        }
        _buffer.RemoveRange(0, count);
    }

    public void PassBaton() => _baton.Release();

    public void AwaitBaton()
    {
        _baton.Wait();
        if (World.IsOver)
            throw new SimAbortedException();
    }

    /// <summary>Calls with direct access to memory, as if by no simulated thread.</summary>
    public static T Outside<T>(Func<T> call)
    {
        var current = t_current;
        t_current = null;
        try
        {
            return call();
        }
        finally
        {
            t_current = current;
        }
    }

    /// <summary>Prepares for the next execution.</summary>
    public void Enter(SimWorld world)
    {
        World = world;
        WaitsFor = null;
        IsFinished = false;
        _buffer.Clear();
    }

    /// <summary>The real thread's body: runs this thread's part of one execution after another until told to stop.</summary>
    public void Carry(Func<bool> stops)
    {
        t_current = this;
        while (true)
        {
            _baton.Wait();
            if (stops())
                return;
            try
            {
                if (!World.IsOver)
                    World.Scenario.Threads[index]();
            }
            catch (SimAbortedException)
            {
                // the execution ended while this thread was in the middle
            }
            catch (Exception error)
            {
                World.Fail($"thread {index} threw {error}");
            }
            IsFinished = true;
            World.GiveUp(this);
        }
    }

    private void Point(SimAccess access)
    {
        _next.Clear();
        _next.Add(access);
        World.Point(this, _next);
        World.Note(access);
    }
}

/// <summary>Unwinds a simulated thread whose execution is over.</summary>
internal sealed class SimAbortedException : Exception;
