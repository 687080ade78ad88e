namespace Veda.Rx.Tests.Stress;

/// <summary>So many numbers to run over, in tiny batches on two workers.</summary>
internal sealed class Numbers(int count)
{
    public const int Batch = 8;

    private static readonly WorkStealingScheduler s_scheduler = new(new VedaOptions { Workers = 2 });

    public int[] Array { get; } = [.. Enumerable.Range(0, count)];

    public List<int> List { get; } = [.. Enumerable.Range(0, count)];

    public int[] Copy { get; } = new int[count];

    /// <summary>The numbers from an array.</summary>
    public VedaStream<int> Stream => Tuned(Array.ToVeda());

    public VedaStream<T> Tuned<T>(VedaStream<T> stream) => stream.WithBatch(Batch, Batch).On(s_scheduler);
}
