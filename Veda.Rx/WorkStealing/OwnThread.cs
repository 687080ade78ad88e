#pragma warning disable RS0030 // the one file that starts threads, for the scheduler that owns them
namespace Veda.Rx.WorkStealing;

/// <summary>A background thread of the scheduler.</summary>
internal sealed class OwnThread
{
    private readonly Thread _thread;

    private OwnThread(Thread thread) => _thread = thread;

    /// <summary>Starts a thread. The caller's execution context stays behind: the thread outlives whatever it belongs to.</summary>
    /// <exception cref="OutOfMemoryException">The system has no thread to give.</exception>
    public static OwnThread Start(string name, Action body)
    {
        var thread = new Thread(body.Invoke) { IsBackground = true, Name = name };
        thread.UnsafeStart();
        return new OwnThread(thread);
    }

    /// <summary>Lets another thread have the calling one's processor, if one waits for it.</summary>
    public static void Yield() => Thread.Yield();

    /// <summary>Whether the caller runs on this thread.</summary>
    public bool IsCurrent => Thread.CurrentThread == _thread;

    /// <summary>Returns when the thread has ended.</summary>
    public void Join() => _thread.Join();
}
