using Veda.Rx.Internal;

namespace Veda.Rx.Tests.Races;

/// <summary>One execution: who runs, what is buffered, which choices were made.</summary>
internal sealed class SimWorld(SimThread[] threads, Scenario scenario, ChoicePath path, Explorer bounds, Action over)
{
    private const int StepLimit = 5_000;
    private readonly HashSet<Parker> _permits = [];
    private readonly List<SimAccess> _accesses = [];   // what has reached memory, in order
    private int _preemptionsLeft = bounds.Preemptions;

    public Scenario Scenario => scenario;

    public bool Buffers => bounds.Buffers;

    public int Steps { get; private set; }

    public bool IsOver { get; private set; }

    public string? Failure { get; private set; }

    /// <summary>Whether the execution was left because another one, with no more preemptions, differs only in the order of accesses that do not conflict.</summary>
    public bool IsRedundant { get; private set; }

    public void Start() => Switch(null, path.Choose(threads.Length) is var first ? threads[first] : null);

    /// <summary>The running thread is about to touch memory: perhaps others come first.</summary>
    /// <param name="running">The thread.</param>
    /// <param name="next">What it is going to touch; null for everything.</param>
    public void Point(SimThread running, List<SimAccess>? next)
    {
        if (IsOver)
            throw new SimAbortedException();
        var before = _accesses.Count;
        var preempted = false;
        while (_preemptionsLeft > 0)
        {
            var choice = path.Choose(CountPreemptions(running) + 1);
            if (choice == 0)
                break;
            _preemptionsLeft--;
            preempted = true;
            Preempt(running, choice - 1);
        }
        // Others came first, and nothing they did concerns what this thread does now: it might as well have done it before
        // them. That execution is explored too, as the one that is preempted a point later.
        if (preempted && bounds.Reduces && next is not null && !AnyConflict(before, next))
        {
            IsRedundant = IsOver = true;
            throw new SimAbortedException();
        }
        if (++Steps > StepLimit)
        {
            Fail("no end: the step limit was reached");
            throw new SimAbortedException();
        }
    }

    /// <summary>An access has reached memory.</summary>
    public void Note(SimAccess access)
    {
        if (bounds.Reduces)
            _accesses.Add(access);
    }

    /// <summary>The running thread has finished, or waits: another one runs, free of charge.</summary>
    public void GiveUp(SimThread running)
    {
        if (!IsOver)
        {
            var runnable = threads.Where(t => t.IsRunnable).ToArray();
            if (runnable.Length > 0)
            {
                var choice = path.Choose(runnable.Length * (running.Buffered + 1));
                running.Flush(choice / runnable.Length);
                Switch(running, runnable[choice % runnable.Length]);
                return;
            }
            FlushAll();
            if (Failure is null && SimThread.Outside(scenario.AtRest) is { } broken)
                Fail(broken);
            IsOver = true;
        }
        if (!running.IsFinished)
            throw new SimAbortedException();
        // Wakes the next unfinished thread so that it unwinds; the last one reports the end.
        if (threads.FirstOrDefault(t => !t.IsFinished) is { } next)
            next.PassBaton();
        else
            over();
    }

    public void FlushAll()
    {
        foreach (var thread in threads)
            thread.Flush(thread.Buffered);
    }

    public void Fail(string what)
    {
        Failure ??= what;
        IsOver = true;
    }

    public bool TakePermit(Parker parker) => _permits.Remove(parker);

    public void GivePermit(Parker parker)
    {
        _permits.Add(parker);
        foreach (var thread in threads)
        {
            if (thread.WaitsFor == parker)
                thread.WaitsFor = null;
        }
    }

    /// <summary>To another thread, with any part of the buffer becoming visible first; or one store of another thread becomes visible.</summary>
    private int CountPreemptions(SimThread running)
    {
        var count = 0;
        foreach (var thread in threads)
        {
            if (thread == running)
                continue;
            if (thread.IsRunnable)
                count += running.Buffered + 1;
            if (thread.Buffered > 0)
                count++;
        }
        return count;
    }

    private void Preempt(SimThread running, int choice)
    {
        foreach (var thread in threads)
        {
            if (thread == running)
                continue;
            if (thread.IsRunnable)
            {
                if (choice <= running.Buffered)
                {
                    running.Flush(choice);
                    Switch(running, thread);
                    return;
                }
                choice -= running.Buffered + 1;
            }
            if (thread.Buffered > 0 && choice-- == 0)
            {
                thread.Flush(1);
                return;
            }
        }
    }

    private bool AnyConflict(int since, List<SimAccess> next)
    {
        for (var i = since; i < _accesses.Count; i++)
        {
            foreach (var access in next)
            {
                if (access.ConflictsWith(_accesses[i]))
                    return true;
            }
        }
        return false;
    }

    private static void Switch(SimThread? from, SimThread? to)
    {
        if (from == to)
            return;
        var comesBack = from is { IsFinished: false }; // asked now: once the baton is away the next execution may begin
        to!.PassBaton();
        if (comesBack)
            from!.AwaitBaton();
    }
}
