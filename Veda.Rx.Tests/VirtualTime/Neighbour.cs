using System.Reactive.Concurrency;
using Veda.Rx.Testing;

namespace Veda.Rx.Tests.VirtualTime;

/// <summary>Another scheduler that the same seed decides for.</summary>
internal sealed class Neighbour(SeededTestScheduler seeded) : IScheduler, IServiceProvider
{
    public DateTimeOffset Now => seeded.Now;

    public object? GetService(Type serviceType) => serviceType.IsInstanceOfType(seeded) ? seeded : null;

    public IDisposable Schedule<TState>(TState state, Func<IScheduler, TState, IDisposable> action) => seeded.Schedule(state, action);

    public IDisposable Schedule<TState>(TState state, TimeSpan dueTime, Func<IScheduler, TState, IDisposable> action) => seeded.Schedule(state, dueTime, action);

    public IDisposable Schedule<TState>(TState state, DateTimeOffset dueTime, Func<IScheduler, TState, IDisposable> action) => seeded.Schedule(state, dueTime, action);
}
