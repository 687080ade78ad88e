using System.Reactive.Disposables;

namespace Veda.Rx.Testing;

/// <summary>Who subscribed to a scripted observable, and for how long.</summary>
internal sealed class SubscriptionLog(TestScheduler scheduler)
{
    private readonly List<Subscription> _subscriptions = [];

    public IList<Subscription> Subscriptions => _subscriptions;

    /// <summary>A subscription begins now.</summary>
    /// <param name="end">Ends it.</param>
    /// <returns>Its handle: the first disposal writes the end down and calls <paramref name="end"/>, later ones do nothing.</returns>
    public IDisposable Begin(Action end)
    {
        var (index, began) = (_subscriptions.Count, scheduler.Clock);
        _subscriptions.Add(new(began));
        return Disposable.Create(() =>
        {
            _subscriptions[index] = new(began, scheduler.Clock);
            end();
        });
    }
}
