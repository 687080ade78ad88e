using System.Reactive;
using System.Reactive.Concurrency;
using System.Reactive.Disposables;
using System.Reactive.Linq;
using Veda.Rx.Testing;
using Xunit;

namespace Veda.Rx.Tests.Properties;

/// <summary>Operators that break a law: each is caught, by the law that it breaks and the shortest script.</summary>
public sealed class WrongOperatorTests
{
    [Fact]
    public void One_that_emits_after_disposal()
    {
        var failure = Caught(RxLaw.Silence, (source, scheduler) => new Operator(observer =>
        {
            source.Subscribe(x => scheduler.Schedule(x, TimeSpan.FromTicks(5), (_, late) =>
            {
                observer.OnNext(late);
                return Disposable.Empty;
            }));
            return Disposable.Empty;
        }), new RxLawsOptions { Laws = RxLaw.Silence });
        Assert.Contains("Disposed of at ", failure.Message);
        Assert.Contains("nothing more was expected", failure.Message);
        Assert.Equal("0", failure.Script);
    }

    [Fact]
    public void One_that_emits_what_is_left_when_it_is_disposed()
    {
        var failure = Caught(RxLaw.Silence, (source, _) => Flushing(source));
        Assert.Equal("", failure.Script);
        Assert.Contains("OnNext(-1) came at 200", failure.Message);
    }

    [Fact]
    public void One_that_emits_after_disposal_between_two_actions_of_one_instant()
    {
        var failure = Caught(RxLaw.Silence, (source, scheduler) => new Operator(observer =>
        {
            var disposed = new BooleanDisposable();
            var subscription = source.Subscribe(x =>
            {
                var came = scheduler.Now;
                scheduler.Schedule(() =>
                {
                    if (!disposed.IsDisposed || scheduler.Now == came)
                        observer.OnNext(x);
                });
            });
            return StableCompositeDisposable.Create(disposed, subscription);
        }), new RxLawsOptions { Laws = RxLaw.Silence });
        Assert.NotNull(failure.Seed);   // on a TestScheduler the second action is a tick later
        Assert.Equal("0", failure.Script);
    }

    [Fact]
    public void One_that_forgets_errors()
    {
        var failure = Caught(RxLaw.Equivalence, (source, _) => source.Catch(Observable.Empty<int>()));
        Assert.Equal("#", failure.Script);
        Assert.Contains("OnError() was expected, and OnCompleted() came", failure.Message);
    }

    [Fact]
    public void Those_of_Rx_that_let_an_error_overtake_values()
    {
        Assert.Matches("^.?0#.?$", Caught(RxLaw.Equivalence, (source, scheduler) => source.Delay(TimeSpan.FromTicks(15), scheduler)).Script);
        Assert.Equal("(0#)", Caught(RxLaw.Equivalence, (source, scheduler) => source.ObserveOn(scheduler)).Script);
    }

    [Fact]
    public void One_that_reorders()
    {
        var failure = Caught(RxLaw.Equivalence, Reordering);
        Assert.NotNull(failure.Seed);
        RxLaws.Check<int, int>(Reordering, items => items, new RxLawsOptions { Seeds = 0 });
        Assert.Equal(2ul, Caught(RxLaw.Equivalence, Reordering, new RxLawsOptions { Seeds = 1 }).Seed);
        Assert.Contains($"On a SeededTestScheduler with seed {failure.Seed}.", failure.Message);
    }

    [Fact]
    public void One_that_drops_a_value() => Assert.Equal("(000)", Caught(RxLaw.Equivalence, (source, _) => source.Where((_, i) => i != 2)).Script);

    [Fact]
    public void One_that_adds_a_value_without_order() => Caught(
        RxLaw.Equivalence, (source, _) => source.Append(0), new RxLawsOptions { IgnoresOrder = true });

    [Fact]
    public void One_that_leaks_the_subscription_when_it_is_disposed()
    {
        var failure = Caught(RxLaw.Release, (source, _) => Observable.Create<int>(observer =>
        {
            source.Subscribe(observer);
            return Disposable.Empty;
        }));
        Assert.Contains("The subscription to the source that began at 200 was never disposed of, though the result was disposed of at 200", failure.Message);
        Assert.Equal("", failure.Script);
    }

    [Fact]
    public void One_that_leaks_the_subscription_when_it_has_ended()
    {
        var failure = Caught(RxLaw.Release, (source, _) => new Operator(observer =>
        {
            var first = Observer.Create<int>(observer.OnNext, observer.OnError, observer.OnCompleted);   // hears nothing behind its end
            return source.Subscribe(x =>
            {
                first.OnNext(x);
                first.OnCompleted();
            }, first.OnError, first.OnCompleted);
        }), new RxLawsOptions { Laws = RxLaw.Release });
        Assert.Equal("0", failure.Script);
        Assert.Contains("though the result ended at 201", failure.Message);
    }

    [Fact]
    public void One_that_passes_on_what_comes_after_the_end()
    {
        var failure = Caught(RxLaw.Grammar, (source, _) => source);
        Assert.Matches(@"^\(\|[0|]\)$", failure.Script);
        Assert.Contains("Source, cold, rogue: ", failure.Message);
    }

    [Fact]
    public void One_that_ends_twice() => Caught(RxLaw.Grammar, (source, _) => new Operator(observer => source.Subscribe(observer.OnNext, observer.OnError, () =>
    {
        observer.OnCompleted();
        observer.OnCompleted();
    })));

    [Fact]
    public void One_that_notifies_inside_of_a_notification()
    {
        var failure = Caught(RxLaw.Grammar, (source, _) => Flushing(source), new RxLawsOptions { Laws = RxLaw.Grammar | RxLaw.Release });
        Assert.Contains("OnNext(-1) came at 201 inside of OnNext(0).", failure.Message);
    }

    [Fact]
    public void One_that_throws()
    {
        var failure = Caught(RxLaw.Grammar, (source, _) => new Operator(observer => source.Subscribe(x => observer.OnNext(x == 0 ? throw new DivideByZeroException() : x), observer.OnError, observer.OnCompleted)));
        Assert.IsType<DivideByZeroException>(failure.InnerException);
        Assert.Equal("0", failure.Script);
    }

    [Fact]
    public void A_failure_says_which_law_by_what_and_how_to_repeat_it() => Assert.Equal(
        string.Join(
            Environment.NewLine,
            "The operator breaks the law of equivalence with its model.",
            "Source, cold: (0#)",
            "On a TestScheduler.",
            "Expected: -0----#",
            "Actual:   -#-----",
            "           ^",
            "At 202 OnNext(0) was expected, and OnError() came. A frame is 2 ticks, the first at 200. (The model knows no times.)",
            "Repeat with RxLawsOptions.Seed = 1."),
        Caught(RxLaw.Equivalence, (source, scheduler) => source.ObserveOn(scheduler)).Message);

    [Fact]
    public void One_that_does_not_end() => Assert.IsType<StepLimitException>(Caught(
        RxLaw.Grammar, (_, scheduler) => Observable.Interval(TimeSpan.FromTicks(1), scheduler).IgnoreElements().Select(_ => 0), new RxLawsOptions { MaxSteps = 500 }).InnerException);

    [Fact]
    public void The_same_seed_finds_the_same()
    {
        string Message(ulong seed) => Caught(RxLaw.Equivalence, Reordering, new RxLawsOptions { Seed = seed }).Message;
        Assert.Equal(Message(5), Message(5));
        Assert.EndsWith("Repeat with RxLawsOptions.Seed = 5.", Message(5));
    }

    private static RxLawException Caught(RxLaw law, Func<IObservable<int>, IScheduler, IObservable<int>> operation, RxLawsOptions? options = null)
    {
        var failure = Assert.Throws<RxLawException>(() => RxLaws.Check(operation, items => items, options));
        Assert.Equal(law, failure.Law);
        return failure;
    }

    /// <summary>Each notification is an action of its own: in order only where the scheduler's queue is one.</summary>
    private static IObservable<int> Reordering(IObservable<int> source, IScheduler scheduler) =>
        source.Materialize().SelectMany(x => Observable.Return(x, scheduler)).Dematerialize();

    /// <summary>Emits what is left when it is disposed.</summary>
    private static Operator Flushing(IObservable<int> source) => new(observer =>
    {
        var guarded = Observer.Create<int>(observer.OnNext, observer.OnError, observer.OnCompleted);   // hears nothing behind its end
        var subscription = source.Subscribe(guarded);
        return Disposable.Create(() =>
        {
            subscription.Dispose();
            guarded.OnNext(-1);
        });
    });

    /// <summary>Nobody looks after what it does.</summary>
    private sealed class Operator(Func<IObserver<int>, IDisposable> subscribe) : IObservable<int>
    {
        public IDisposable Subscribe(IObserver<int> observer) => subscribe(observer);
    }
}
