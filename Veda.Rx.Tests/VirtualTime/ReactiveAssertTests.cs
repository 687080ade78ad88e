using System.Reactive.Linq;
using Veda.Rx.Testing;
using Xunit;

namespace Veda.Rx.Tests.VirtualTime;

public sealed class ReactiveAssertTests
{
    private static readonly IEqualityComparer<string> s_anyCase = StringComparer.OrdinalIgnoreCase;

    [Fact]
    public void Equal_sequences_pass_and_others_are_both_listed()
    {
        ReactiveAssert.AreElementsEqual([1, 2], [1, 2]);
        new[] { 1, 2 }.AssertEqual(1, 2);
        new[] { "a" }.AssertEqual(["A"], s_anyCase);
        Array.Empty<int>().AssertEqual();
        var failure = Assert.Throws<ReactiveAssertException>(() => new[] { 1, 2 }.AssertEqual(1, 3));
        Assert.Contains("Expected: [1, 3]", failure.Message);
        Assert.Contains("Actual..: [1, 2]", failure.Message);
        Assert.Equal("mine", Assert.Throws<ReactiveAssertException>(() => ReactiveAssert.AreElementsEqual([1], [], "mine")).Message);
        Assert.Throws<ReactiveAssertException>(() => ReactiveAssert.AreElementsEqual(["a"], ["b"], s_anyCase, "mine"));
        Assert.Contains("null", Assert.Throws<ReactiveAssertException>(() => ReactiveAssert.AreElementsEqual(["a"], [null])).Message);
    }

    [Fact]
    public void Observables_are_equal_with_their_ends()
    {
        var error = new FormatException();
        Observable.Range(0, 3).AssertEqual(Observable.Range(0, 3));
        Observable.Throw<int>(error).AssertEqual(Observable.Throw<int>(error));
        Observable.Return("a").AssertEqual(Observable.Return("A"), s_anyCase);
        Assert.Throws<ReactiveAssertException>(() => Observable.Range(0, 3).AssertEqual(Observable.Range(0, 2)));
        Assert.Throws<ReactiveAssertException>(() => Observable.Throw<int>(error).AssertEqual(Observable.Empty<int>()));
        Assert.Throws<ReactiveAssertException>(() => ReactiveAssert.AreElementsEqual(Observable.Return("a"), Observable.Return("b"), s_anyCase, "mine"));
    }

    [Fact]
    public void Exceptions_are_expected_by_type_or_as_this_very_object()
    {
        var error = new FormatException();
        ReactiveAssert.Throws<FormatException>(() => throw error);
        ReactiveAssert.Throws<Exception>(() => throw error);
        ReactiveAssert.Throws(error, () => throw error);
        Assert.Contains("nothing", Assert.Throws<ReactiveAssertException>(() => ReactiveAssert.Throws<FormatException>(() => { })).Message);
        Assert.Same(error, Assert.Throws<ReactiveAssertException>(() => ReactiveAssert.Throws<NotSupportedException>(() => throw error)).InnerException);
        Assert.Throws<ReactiveAssertException>(() => ReactiveAssert.Throws(new FormatException(), () => throw error));
        Assert.Equal("mine", Assert.Throws<ReactiveAssertException>(() => ReactiveAssert.Throws<NotSupportedException>(() => throw error, "mine")).Message);
    }

    [Fact]
    public void Nulls_are_refused()
    {
        Assert.Throws<ArgumentNullException>("actual", () => ((IEnumerable<int>)null!).AssertEqual(1));
        Assert.Throws<ArgumentNullException>("expected", () => new[] { 1 }.AssertEqual((IEnumerable<int>)null!));
        Assert.Throws<ArgumentNullException>("actual", () => ((IObservable<int>)null!).AssertEqual(Observable.Empty<int>()));
        Assert.Throws<ArgumentNullException>("action", () => ReactiveAssert.Throws<Exception>(null!));
    }
}
