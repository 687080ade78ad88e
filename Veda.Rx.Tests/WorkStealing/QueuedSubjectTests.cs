using System.Reactive;
using System.Reactive.Linq;
using Veda.Rx.Internal;
using Xunit;

namespace Veda.Rx.Tests.WorkStealing;

/// <summary>What observers of a scheduler are told, and what not. All on the test's thread: what comes while an observer is being told something waits for it, as what another thread brings does.</summary>
public sealed class QueuedSubjectTests
{
    private readonly List<string> _errors = [];
    private readonly QueuedSubject<int> _subject;

    public QueuedSubjectTests() => _subject = new QueuedSubject<int>(error => _errors.Add(error.Message));

    [Fact]
    public void What_comes_during_a_call_is_told_behind_it()
    {
        var told = new List<Notification<int>>();
        using var subscription = _subject.AsObservable(() => -1).Materialize().Subscribe(notification =>
        {
            if (notification is { HasValue: true, Value: -1 })
            {
                _subject.OnNext(1);
                _subject.OnNext(2);
                _subject.OnCompleted();
                Assert.Empty(told);
            }
            told.Add(notification);
        });
        Assert.Equal([Notification.CreateOnNext(-1), Notification.CreateOnNext(1), Notification.CreateOnNext(2), Notification.CreateOnCompleted<int>()], told);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(QueuedSubject<int>.Most)]
    [InlineData(QueuedSubject<int>.Most + 1)]
    [InlineData(5 * QueuedSubject<int>.Most)]
    public void An_observer_that_is_slow_misses_the_oldest_and_hears_the_end(int count)
    {
        var told = new List<int>();
        var quick = new List<int>();
        var hasEnded = false;
        using var other = _subject.AsObservable().Subscribe(quick.Add);
        using var slow = _subject.AsObservable().Subscribe(
            x =>
            {
                told.Add(x);
                for (var next = 1; x == 0 && next <= count; next++)
                    _subject.OnNext(next);
                if (x == 0)
                    _subject.OnCompleted();
            },
            () => hasEnded = true);
        _subject.OnNext(0);
        Assert.Equal([0, .. Enumerable.Range(1, count).TakeLast(QueuedSubject<int>.Most)], told);
        Assert.True(hasEnded);
        Assert.Equal(Enumerable.Range(0, count + 1), quick);
        Assert.Empty(_errors);
    }

    [Fact]
    public void What_an_observer_throws_ends_its_subscription_and_no_other()
    {
        var told = new List<int>();
        using var failing = _subject.AsObservable().Subscribe(x => throw new InvalidOperationException($"at {x}"));
        using var other = _subject.AsObservable().Subscribe(told.Add);
        _subject.OnNext(1);
        _subject.OnNext(2);
        Assert.Equal(["at 1"], _errors);
        Assert.Equal([1, 2], told);
    }
}
