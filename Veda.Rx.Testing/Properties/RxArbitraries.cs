using FsCheck;

namespace Veda.Rx.Testing;

/// <summary>What <see cref="RxArb"/> makes, for FsCheck to find by the type of a property's parameter.</summary>
/// <example><code>
/// [Property(Arbitrary = [typeof(RxArbitraries)])]
/// public bool Parsing_gives_back_what_was_rendered(ObservableScript&lt;int> script) => Marble.Parse&lt;int>(Marble.Render(script)).Equals(script);
/// </code></example>
public static class RxArbitraries
{
    /// <summary>Cold and hot scripts that keep to the grammar.</summary>
    /// <typeparam name="T">The type of the values.</typeparam>
    /// <param name="values">The values, as FsCheck has them.</param>
    public static Arbitrary<ObservableScript<T>> Scripts<T>(Arbitrary<T> values) => RxArb.Scripts(values);

    /// <summary>Chains of operators.</summary>
    public static Arbitrary<OperatorChain> Chains() => RxArb.Chains();
}
