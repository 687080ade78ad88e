namespace Veda.Rx.Benchmarks.Workloads;

/// <summary>Inputs that are random to the branch predictor and the same on every run.</summary>
internal static class SeededData
{
    private const int Seed = 20_260_101;

    public static Random Random() => new(Seed);

    public static int[] Ints(int count, int below)
    {
        var random = Random();
        var data = new int[count];
        for (var i = 0; i < data.Length; i++)
            data[i] = random.Next(below);
        return data;
    }

    public static double[] Doubles(int count)
    {
        var random = Random();
        var data = new double[count];
        for (var i = 0; i < data.Length; i++)
            data[i] = random.NextDouble() - 0.5;
        return data;
    }
}
