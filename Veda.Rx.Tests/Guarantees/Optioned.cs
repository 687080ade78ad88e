using System.Reactive.Concurrency;

namespace Veda.Rx.Tests.Guarantees;

/// <summary>A scheduler that says it was built with other options.</summary>
internal sealed class Optioned(IScheduler inner, VedaOptions options) : IScheduler, IServiceProvider
{
    public DateTimeOffset Now => inner.Now;

    public object? GetService(Type serviceType) =>
        serviceType == typeof(VedaOptions) ? options : serviceType != typeof(IScheduler) && serviceType.IsInstanceOfType(inner) ? inner : null;

    public IDisposable Schedule<TState>(TState state, Func<IScheduler, TState, IDisposable> action) => inner.Schedule(state, action);

    public IDisposable Schedule<TState>(TState state, TimeSpan dueTime, Func<IScheduler, TState, IDisposable> action) => inner.Schedule(state, dueTime, action);

    public IDisposable Schedule<TState>(TState state, DateTimeOffset dueTime, Func<IScheduler, TState, IDisposable> action) => inner.Schedule(state, dueTime, action);
}
