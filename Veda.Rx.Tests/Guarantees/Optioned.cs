using System.Reactive.Concurrency;
using Veda.Rx.Scheduling;

namespace Veda.Rx.Tests.Guarantees;

/// <summary>A scheduler that says it was built with other options, and perhaps that it has other workers.</summary>
internal sealed class Optioned(IScheduler inner, VedaOptions options, IWorkerPool? pool = null) : IScheduler, IServiceProvider
{
    public DateTimeOffset Now => inner.Now;

    public object? GetService(Type serviceType) =>
        serviceType == typeof(VedaOptions) ? options
        : serviceType == typeof(IWorkerPool) && pool is not null ? pool
        : serviceType != typeof(IScheduler) && serviceType.IsInstanceOfType(inner) ? inner : null;

    public IDisposable Schedule<TState>(TState state, Func<IScheduler, TState, IDisposable> action) => inner.Schedule(state, action);

    public IDisposable Schedule<TState>(TState state, TimeSpan dueTime, Func<IScheduler, TState, IDisposable> action) => inner.Schedule(state, dueTime, action);

    public IDisposable Schedule<TState>(TState state, DateTimeOffset dueTime, Func<IScheduler, TState, IDisposable> action) => inner.Schedule(state, dueTime, action);
}
