using System.Globalization;

namespace Veda.Rx.Tests.Equivalence;

/// <summary>Numbers as elements of some type: the same pipelines then run over values and over references.</summary>
/// <param name="Range">The numbers from 0 on, with nothing between them and the stream where there need be nothing.</param>
internal sealed record Element<T>(string Name, Func<int, T> Of, Func<T, int> Number, Func<int, VedaStream<T>> Range)
{
    public Func<T, T> Map(Func<int, int> map) => item => Of(map(Number(item)));

    public Func<T, bool> Test(Func<int, bool> test) => item => test(Number(item));

    public override string ToString() => Name;
}

/// <summary>The types that pipelines are run over.</summary>
internal static class Element
{
    public static Element<int> Ints { get; } = new("ints", n => n, n => n, n => VedaStream.Range(0, n));

    public static Element<string> Strings { get; } = new("strings", Text, Number, n => VedaStream.Range(0, n).Map(Text));

    private static string Text(int number) => number.ToString(CultureInfo.InvariantCulture);

    private static int Number(string text) => int.Parse(text, CultureInfo.InvariantCulture);
}
