using System.Runtime.CompilerServices;

namespace Veda.Rx.Tests.Exploration;

/// <summary>What is awaited always goes on because of a real thread, however late that is, as behind a real timer.</summary>
internal readonly struct RealThread : INotifyCompletion
{
    public bool IsCompleted => false;

    public RealThread GetAwaiter() => this;

    public void GetResult()
    {
    }

    public void OnCompleted(Action continuation)
    {
        var context = SynchronizationContext.Current ?? new SynchronizationContext();
        ThreadPool.UnsafeQueueUserWorkItem(_ => context.Post(static rest => ((Action)rest!)(), continuation), null);
    }
}
