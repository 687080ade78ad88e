namespace Veda.Rx;

/// <summary>A transformation as a struct: the JIT compiles a loop for it alone and inlines <see cref="Invoke"/>, which it cannot do with a delegate.</summary>
/// <remarks>Immutable: every lane of a run has its own copy. Name the struct itself as <typeparamref name="TSelf"/>; then calls infer all types.</remarks>
/// <typeparam name="TSelf">The implementing struct.</typeparam>
/// <typeparam name="T">The type of the elements.</typeparam>
/// <typeparam name="TResult">The type of the results.</typeparam>
/// <example><code>
/// readonly struct Square : IKernel&lt;Square, int, long&gt;
/// {
///     public long Invoke(int value) =&gt; (long)value * value;
/// }
/// var sum = numbers.ToVeda().Map(new Square()).Sum().Wait();
/// </code></example>
public interface IKernel<TSelf, T, TResult> where TSelf : struct, IKernel<TSelf, T, TResult>
{
    /// <summary>Gives an element's result. Called by several threads at the same time, each on a copy.</summary>
    /// <param name="value">The element.</param>
    /// <returns>The result.</returns>
    TResult Invoke(T value);
}

/// <summary>A condition as a struct; see <see cref="IKernel{TSelf, T, TResult}"/>.</summary>
/// <typeparam name="TSelf">The implementing struct.</typeparam>
/// <typeparam name="T">The type of the elements.</typeparam>
public interface IPredicateKernel<TSelf, T> where TSelf : struct, IPredicateKernel<TSelf, T>
{
    /// <summary>Whether an element satisfies the condition. Called by several threads at the same time, each on a copy.</summary>
    /// <param name="value">The element.</param>
    /// <returns>Whether it does.</returns>
    bool Invoke(T value);
}
