namespace Veda.Rx.Tests.Races;

/// <summary>Tiny programs over three cells, to see what a machine does: S store, L load, C compare-and-swap, A add, F fence, each with its cell.</summary>
internal sealed class Litmus(string[] programs)
{
    private readonly long[] _cells = new long[3];
    private readonly List<long>[] _seen = [.. programs.Select(_ => new List<long>())];

    public Action[] Threads => [.. programs.Select((program, i) => (Action)(() => Run(program, i)))];

    /// <summary>What each thread has seen.</summary>
    public string Outcome => $"[{string.Join(' ', _seen.SelectMany(s => s))}]";

    public static string Program(Random random, int length) =>
        string.Join(' ', Enumerable.Range(0, length).Select(_ => $"{"SSLLLCAF"[random.Next(8)]}{random.Next(3)}"));

    private void Run(string program, int thread)
    {
        var value = thread * 100;
        foreach (var step in program.Split(' '))
        {
            value++;
            var cell = step.Length > 1 ? step[1] - '0' : 0;
            ref var location = ref _cells[cell];
            switch (step[0])
            {
                case 'S':
                    SimSync.Store(_cells, ref location, value);
                    break;
                case 'L':
                    _seen[thread].Add(SimSync.Load(_cells, ref location));
                    break;
                case 'C':
                    _seen[thread].Add(SimSync.CompareAndSwap(_cells, ref location, 0, value) ? 1 : 0);
                    break;
                case 'A':
                    _seen[thread].Add(SimSync.Add(_cells, ref location, value));
                    break;
                case 'F':
                    SimSync.Fence();
                    break;
            }
        }
    }
}
