namespace Veda.Rx.Testing;

/// <content>How the baton comes to the real thread that carries a simulated one, and back.</content>
internal sealed partial class VirtualThread
{
    /// <summary>Milliseconds between two looks of the driver at a thread that does not give the baton back.</summary>
    private const int LooksEvery = 250;

    /// <summary>So many looks in a row a thread may run without coming to a point.</summary>
    private const int RunningLooks = 240;

    /// <summary>Of the calling thread while it drives, that is, waits for a step to end.</summary>
    [ThreadStatic]
    private static Baton? t_driver;

    /// <summary>Whether that thread sleeps.</summary>
    [ThreadStatic]
    private static Func<bool>? t_driverSleeps;

    private bool _isAlone;   // unwinds though nobody has given it the baton

    /// <summary>Runs the thread's next step, and what of other threads is chosen behind it, on their carriers.</summary>
    public void Resume()
    {
        var driver = t_driver ??= new Baton();
        var outer = _scheduler.Stepping;
        var steps = _scheduler.Steps;
        var (running, sleeping) = (0, 0);   // looks in a row
        _scheduler.Stepping = this;
        _scheduler.DrivenBy(t_driverSleeps ??= Carrier.SleepOfCaller());
        PassTo(driver);
        while (!driver.Wait(LooksEvery))
        {
            if (steps != (steps = _scheduler.Steps) || _scheduler.Stepping is not { } slow)
                running = sleeping = 0;
            else if (slow._carrier is { Sleeps: true })   // it may just be about to get one
                sleeping++;
            else
                (running, sleeping) = (running + 1, 0);
            if (sleeping == _scheduler.SleepingLooks || running == RunningLooks)
                throw _scheduler.Stepping!.Lose();
        }
        _scheduler.Stepping = outer;
        _scheduler.ThrowIfFailed();
    }

    /// <summary>The thread does not come back to the simulation.</summary>
    private EscapeException Lose()
    {
        _abandoned = true;
        t_driver = null;   // it may yet pass the old one
        return new EscapeException(_carrier is { Sleeps: true }
            ? $"The simulated thread '{Name}' waits for something real (a lock, a task, a timer), and nothing else runs meanwhile. Use SimLock, SimMonitor, SimContext.Join and SimContext.Sleep, which the simulation sees."
            : $"The simulated thread '{Name}' has run for {RunningLooks * LooksEvery / 1_000} seconds without reaching a point, and nothing else runs meanwhile. Put SimContext.Point where it asks again and again, or use SimVariable.");
    }

    /// <summary>The execution is over: unwinds the thread, wherever it stands.</summary>
    public void Abandon()
    {
        if (_abandoned || _isOver)
            return;   // a lost one unwinds when what it waits for lets it go
        _abandoned = true;
        if (_carrier is null)
            return;   // it has not begun
        var driver = t_driver ??= new Baton();
        PassTo(driver);
        for (var (running, sleeping) = (0, 0); !driver.Wait(LooksEvery);)
        {
            (running, sleeping) = _carrier.Sleeps ? (running, sleeping + 1) : (running + 1, 0);
            if (sleeping < _scheduler.SleepingLooks && running < RunningLooks)
                continue;
            t_driver = null;   // it waits for something on its way, and may yet pass the old one
            return;
        }
    }

    /// <summary>Waits for its turn; or for too long, when an action waits in vain for what this thread may have.</summary>
    /// <remarks>
    /// The driver, inside an action, cannot look after itself:
    /// <code>
    /// thread 1                     driver
    /// lock (gate) { … point: waits
    ///                              runs an action: lock (gate) waits for thread 1, which waits for its turn
    /// </code>
    /// </remarks>
    private void WaitForBaton()
    {
        var (steps, looks) = (0, 0);
        while (!_baton.Wait(LooksEvery))
        {
            looks = steps == (steps = _scheduler.Steps) && _scheduler.IsStuckInAction ? looks + 1 : 0;
            if (looks < _scheduler.SleepingLooks)
                continue;
            looks = 0;
            if (!_scheduler.TryGiveUp())
                continue;
            (_abandoned, _isAlone) = (true, true);
            _scheduler.Fail(new EscapeException(
                $"An action has waited for something real for {_scheduler.SleepingLooks * LooksEvery / 1_000} seconds while the simulated thread '{Name}' stands at a point, perhaps with the real lock that the action waits for. Use SimLock or SimMonitor between simulated threads, or give a real lock up before a point."));
            throw new AbandonedException();
        }
    }

    private void PassBack()
    {
        if (_isAlone)
            _scheduler.GaveUp();
        else
            _back.Pass();
    }

    private void GiveTo(VirtualThread? next)
    {
        if (next is null)
        {
            _back.Pass();
            return;
        }
        _scheduler.Stepping = next;
        next.PassTo(_back);
    }

    private void PassTo(Baton back)
    {
        _back = back;
        if (_carrier is null)
        {
            _carrier = Carrier.Rent();
            _carrier.Begin(Carry);
            return;
        }
        _baton.Pass();
    }

    /// <summary>The real thread's part: the body from begin to end.</summary>
    private void Carry()
    {
        t_current = this;
        _scheduler.Enter(this);
        var error = Error();
        t_current = null;
        if (_abandoned)
        {
            _carrier!.Return();
            PassBack();
            return;
        }
        _isOver = true;
        EndLook();
        // Who waits for the end sees all that the thread has stored. The rest of it reaches memory without the thread.
        Stores.WhenEmpty(() => End(error));
        var next = _scheduler.NextStep();
        Return();
        GiveTo(next);
    }

    /// <summary>A thread of the body's is another real one than all others of the execution: they share no thread-static, and no real lock that one has left taken.</summary>
    private void Return()
    {
        if (_failed is null)
            _scheduler.Keep(_carrier!);
        else
            _carrier!.Return();
    }

    /// <summary>Lets go on who waits for the end: as an action that is due now, not here.</summary>
    private void End(Exception? error)
    {
        if (error is null)
            _ended.Complete();
        else if (_failed is null)
            _ended.Fail(error);
        else
            _failed(error);
        if (_failed is not null)
            _scheduler.Forget(this);
    }

    private Exception? Error()
    {
        try
        {
            if (_context is null)
                _scheduler.RunWatched(_chain, _body);
            else
                ExecutionContext.Run(_context, static thread => ((VirtualThread)thread!)._scheduler.RunWatched(((VirtualThread)thread)._chain, ((VirtualThread)thread)._body), this);
            // Others may come before the end and memory take the stores behind it: without this point, a thread that is interrupted between its last step and
            // its end would have to be interrupted before that step.
            if (!Stores.IsEmpty)
                Point("end", Fenced(Stores));
            return null;
        }
        catch (Exception error)
        {
            return error;
        }
    }
}
