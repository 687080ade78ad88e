using System.Reactive.Linq;
using Veda.Rx.Testing;
using Xunit;

namespace Veda.Rx.Tests.Properties;

/// <summary>The source's error is to come as it is; what says the same is the same.</summary>
public sealed class LawErrorTests
{
    [Fact]
    public void Another_type_with_the_same_message_is_another_error() => Caught(error => new FormatException(error.Message));

    [Fact]
    public void An_error_is_no_other_one_though_the_sources_has_no_text() => Caught(_ => new FormatException("other"));

    [Fact]
    public void Another_text_is_another_error() => Caught(error => error is MarbleException { Text: "x" } ? new MarbleException("y") : error);

    [Fact]
    public void An_error_made_anew_that_says_the_same_is_the_same() => RxLaws.Check<int, int>(
        (source, _) => source.Catch((Exception error) => Observable.Throw<int>(new MarbleException(((MarbleException)error).Text))), items => items);

    [Fact]
    public void An_error_that_says_nothing_is_compared_by_itself() => RxLaws.Check<int, int>(
        (source, _) => source.Catch((Exception error) => Observable.Throw<int>(SilentException.Shared)), items => Replaced(items));

    private static void Caught(Func<Exception, Exception> replaced)
    {
        var failure = Assert.Throws<RxLawException>(() => RxLaws.Check<int, int>(
            (source, _) => source.Catch((Exception error) => Observable.Throw<int>(replaced(error))), items => items));
        Assert.Equal(RxLaw.Equivalence, failure.Law);
    }

    private static IEnumerable<int> Replaced(IEnumerable<int> items)
    {
        using var rest = items.GetEnumerator();
        while (true)
        {
            try
            {
                if (!rest.MoveNext())
                    yield break;
            }
            catch (MarbleException)
            {
                throw SilentException.Shared;
            }
            yield return rest.Current;
        }
    }

    private sealed class SilentException : Exception
    {
        public static SilentException Shared { get; } = new();

        public override string Message => throw new NotSupportedException();
    }
}
