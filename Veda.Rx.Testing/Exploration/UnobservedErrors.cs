using System.Collections.Concurrent;

namespace Veda.Rx.Testing;

/// <summary>Finds exceptions of operations that nobody has looked at. Only the garbage collector can tell, so it is asked, if an operation has failed without the body failing.</summary>
internal static class UnobservedErrors
{
    /// <param name="failed">What operations have thrown; nothing but their tasks may hold these.</param>
    /// <returns>One that nobody has looked at; null if there is none.</returns>
    public static Exception? Find(IReadOnlyList<Exception> failed)
    {
        var unobserved = new ConcurrentQueue<Exception>();
        void Note(object? sender, UnobservedTaskExceptionEventArgs e)
        {
            foreach (var error in e.Exception.InnerExceptions)
                unobserved.Enqueue(error);
        }

        TaskScheduler.UnobservedTaskException += Note;
        try
        {
            GC.Collect();
            GC.WaitForPendingFinalizers();
        }
        finally
        {
            TaskScheduler.UnobservedTaskException -= Note;
        }
        return failed.FirstOrDefault(error => unobserved.Any(other => ReferenceEquals(other, error)));
    }
}
