using System.Reactive;

namespace Veda.Rx.Testing;

/// <summary>An expectation in the place of a notification: equal to every one that satisfies it, and good for nothing else.</summary>
/// <remarks>
/// It has to be asked: <c>expected.Equals(actual)</c>. The other way round a real notification compares its kind and value
/// with those of the expectation, which has none.
/// </remarks>
internal sealed class PredicateNotification<T>(NotificationKind kind, Func<Notification<T>, bool> holds) : Notification<T>
{
    public override T Value => throw NotReal();

    public override bool HasValue => throw NotReal();

    public override Exception Exception => throw NotReal();

    public override NotificationKind Kind => throw NotReal();

    public override bool Equals(Notification<T>? other) => ReferenceEquals(this, other) || (other is not null && other.Kind == kind && holds(other));

    public override string ToString() => $"{kind}(predicate)";

    public override void Accept(IObserver<T> observer) => throw NotReal();

    public override TResult Accept<TResult>(IObserver<T, TResult> observer) => throw NotReal();

    public override void Accept(Action<T> onNext, Action<Exception> onError, Action onCompleted) => throw NotReal();

    public override TResult Accept<TResult>(Func<T, TResult> onNext, Func<Exception, TResult> onError, Func<TResult> onCompleted) => throw NotReal();

    private static NotSupportedException NotReal() =>
        new("A predicate stands for a notification on the expected side of a comparison only; it cannot be sent or read.");
}
