using Veda.Rx.WorkStealing;

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
    private readonly List<(SimCell Cell, long? Number, object? Reference)> _buffer = [];

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
                return typeof(T) == typeof(long) ? (T)(object)_buffer[i].Number!.Value : (T)_buffer[i].Reference!;
        }
        World.Point(this);
        return cell.Here<T>();
    }

    public void Store(SimCell cell, long? number, object? reference)
    {
        // Nobody sees a buffered store, so a switch before it equals one after it that leaves it in the buffer.
        if (!World.Buffers)
            World.Point(this);
        _buffer.Add((cell, number, reference));
        if (!World.Buffers)
            Flush(1);
    }

    public void Fence()
    {
        if (Buffered > 0) // otherwise it does nothing that others could notice
            PointAndDrain();
    }

    public void FenceAll()
    {
        World.Point(this);
        World.FlushAll();
    }

    public void PointAndDrain()
    {
        World.Point(this);
        Flush(_buffer.Count);
    }

    public void Wait(Parker parker)
    {
        PointAndDrain();
        while (!World.TakePermit(parker))
        {
            WaitsFor = parker;
            World.GiveUp(this);
        }
    }

    public void Wake(Parker parker)
    {
        PointAndDrain();
        World.GivePermit(parker);
    }

    /// <summary>Makes the oldest buffered stores visible.</summary>
    public void Flush(int count)
    {
        foreach (var (cell, number, reference) in _buffer.Take(count))
        {
            if (number is { } value)
                cell.Here<long>() = value;
            else
                cell.Here<object?>() = reference;
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
}

/// <summary>Unwinds a simulated thread whose execution is over.</summary>
internal sealed class SimAbortedException : Exception;
