#pragma warning disable RS0030 // the one file that starts threads, for the scheduler that owns them
namespace Veda.Rx.WorkStealing;

/// <summary>A background thread of the scheduler.</summary>
internal sealed class OwnThread
{
    private readonly Thread _thread;
    private readonly TaskCompletionSource<bool> _started = new();

    /// <summary>The thread that this one comes after, until that has ended. Cleared by the thread itself.</summary>
    private OwnThread? _predecessor;

    /// <summary>A thread that is yet to be started.</summary>
    /// <param name="name">Its name.</param>
    /// <param name="body">What it does.</param>
    /// <param name="after">A thread that is on its last steps or could not be started: this one does nothing before that has ended, so joining the last of several in a row joins them all.</param>
    /// <remarks>One that could not be started is not kept: there may be many in a row.</remarks>
    public OwnThread(string name, Action body, OwnThread? after = null)
    {
        _predecessor = after is { _started.Task: { IsCompletedSuccessfully: true, Result: false } } ? after._predecessor : after;
        _thread = new Thread(() =>
        {
            _predecessor?.Join();
            _predecessor = null;
            body();
        })
        { IsBackground = true, Name = name };
    }

    /// <summary>Whether the caller runs on this thread.</summary>
    public bool IsCurrent => Thread.CurrentThread == _thread;

    /// <summary>Lets another thread have the calling one's processor, if one waits for it.</summary>
    public static void Yield() => Thread.Yield();

    /// <summary>Starts it, once, and returns when the system has. The caller's execution context stays behind: the thread outlives whatever it belongs to.</summary>
    /// <exception cref="OutOfMemoryException">The system has no thread to give.</exception>
    /// <exception cref="ThreadStartException">It has, but that could not begin.</exception>
    public void Start()
    {
        var started = false;
        try
        {
            _thread.UnsafeStart();
            started = true;
        }
        finally
        {
            _started.SetResult(started);
        }
    }

    /// <summary>Returns when the thread has ended, or is known never to start. Waits for its start, if that is under way.</summary>
    public void Join()
    {
        if (_started.Task.GetAwaiter().GetResult())
            _thread.Join();
        else
            _predecessor?.Join();
    }
}
