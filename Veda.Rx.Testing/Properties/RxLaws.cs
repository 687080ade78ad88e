using System.Reactive.Concurrency;
using FsCheck;
using FsCheck.Fluent;

namespace Veda.Rx.Testing;

/// <summary>The laws that every operator keeps, for operators of one's own: generated sources, on virtual time, in several interleavings, disposed at every instant.</summary>
/// <remarks>
/// The operator is built anew for each run, on the test's thread. Where it needs a scheduler it uses the one that it gets; on another one its work is not
/// seen. A run is on a <see cref="TestScheduler"/> or a <see cref="SeededTestScheduler"/>; sources are cold or hot, end, fail or neither, and a
/// quarter of them go on after their end, which is for the grammar alone. Each script is run again for each instant at which something is due, or each
/// action where a seed decides, up to 64 of them, and disposed of there; and for each notification, and disposed of inside it. A script that breaks a law is
/// made as short as it can be.
/// <para>
/// The model gets what the source says as a sequence. It throws the source's error where that comes. Where the source goes silent without an end the sequence
/// throws too, and what the model has yielded by then is expected; so a model must not catch exceptions. Virtual times are not compared. Errors are equal when
/// they are the same, or of one type with one message.
/// </para>
/// </remarks>
/// <example><code>
/// RxLaws.Check&lt;int, int>(
///     (source, scheduler) => source.ToVeda().On(scheduler).Map(x => x * 2),
///     items => items.Select(x => x * 2));
/// </code></example>
public static class RxLaws
{
    /// <summary>Checks an operator by all laws.</summary>
    /// <typeparam name="T">The type of the source's values.</typeparam>
    /// <typeparam name="TResult">The type of the results. Sequences are equal when their elements are.</typeparam>
    /// <param name="operation">The operator: from a source and a scheduler of virtual time to a result.</param>
    /// <param name="model">What it does, on sequences.</param>
    /// <param name="options">How far to look; null for the defaults.</param>
    /// <param name="values">The source's values; null for those that FsCheck has for the type.</param>
    /// <exception cref="ArgumentNullException"><paramref name="operation"/> or <paramref name="model"/> is null.</exception>
    /// <exception cref="ArgumentOutOfRangeException">An option is out of its range.</exception>
    /// <exception cref="RxLawException">A law is broken: the message says which, by which script and seed, and shows what was expected and what came.</exception>
    public static void Check<T, TResult>(
        Func<IObservable<T>, IScheduler, IObservable<TResult>> operation,
        Func<IEnumerable<T>, IEnumerable<TResult>> model,
        RxLawsOptions? options = null,
        Arbitrary<T>? values = null)
    {
        ArgumentNullException.ThrowIfNull(operation);
        ArgumentNullException.ThrowIfNull(model);
        new LawSearch<T, TResult>(operation, model, (options ?? new RxLawsOptions()).Validated(), values ?? ArbMap.Default.ArbFor<T>()).Run();
    }

    /// <summary>Checks an operator by all laws but equivalence, where there is no model: its results depend on time, for one.</summary>
    /// <inheritdoc cref="Check{T, TResult}(Func{IObservable{T}, IScheduler, IObservable{TResult}}, Func{IEnumerable{T}, IEnumerable{TResult}}, RxLawsOptions, Arbitrary{T})"/>
    public static void Check<T, TResult>(
        Func<IObservable<T>, IScheduler, IObservable<TResult>> operation, RxLawsOptions? options = null, Arbitrary<T>? values = null)
    {
        ArgumentNullException.ThrowIfNull(operation);
        new LawSearch<T, TResult>(operation, null, (options ?? new RxLawsOptions()).Validated(), values ?? ArbMap.Default.ArbFor<T>()).Run();
    }
}
