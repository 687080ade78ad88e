namespace Veda.Rx.Tests.Races;

/// <summary>Every outcome of a <see cref="Litmus"/> on an x86 machine, found by going through the states of a model of that machine: no threads, no exploration, no bound.</summary>
internal sealed class LitmusModel(string[] programs)
{
    private readonly string[][] _steps = [.. programs.Select(program => program.Split(' '))];
    private readonly long[] _cells = new long[3];
    private readonly int[] _next = new int[programs.Length];
    private readonly List<(int Cell, long Value)>[] _buffers = [.. programs.Select(_ => new List<(int, long)>())];
    private readonly List<long>[] _seen = [.. programs.Select(_ => new List<long>())];
    private readonly HashSet<string> _states = [];
    private readonly HashSet<string> _outcomes = [];

    public IReadOnlySet<string> Outcomes()
    {
        Visit();
        return _outcomes;
    }

    private void Visit()
    {
        var outcome = $"[{string.Join(' ', _seen.SelectMany(s => s))}]";
        var buffered = string.Join(';', _buffers.Select(buffer => string.Join(' ', buffer)));
        if (!_states.Add($"{string.Join(' ', _next)};{string.Join(' ', _cells)};{outcome};{buffered}"))
            return;
        if (Enumerable.Range(0, programs.Length).All(thread => _next[thread] == _steps[thread].Length))
            _outcomes.Add(outcome);
        for (var thread = 0; thread < programs.Length; thread++)
        {
            if (_buffers[thread].Count > 0)
                Drain(thread);
            if (_next[thread] < _steps[thread].Length)
                Step(thread, _steps[thread][_next[thread]]);
        }
    }

    private void Drain(int thread)
    {
        var oldest = _buffers[thread][0];
        var before = _cells[oldest.Cell];
        _buffers[thread].RemoveAt(0);
        _cells[oldest.Cell] = oldest.Value;
        Visit();
        _cells[oldest.Cell] = before;
        _buffers[thread].Insert(0, oldest);
    }

    private void Step(int thread, string step)
    {
        // What is a fence waits until memory has taken the thread's stores.
        if (step[0] is 'C' or 'A' or 'F' && _buffers[thread].Count > 0)
            return;
        var cell = step[1] - '0';
        var before = _cells[cell];
        var value = thread * 100 + ++_next[thread];
        var stored = _buffers[thread].FindLastIndex(store => store.Cell == cell);
        long? seen = step[0] switch
        {
            'L' => stored >= 0 ? _buffers[thread][stored].Value : before,
            'C' => before == 0 ? 1 : 0,
            'A' => before + value,
            _ => null,
        };
        if (step[0] == 'S')
            _buffers[thread].Add((cell, value));
        else if (step[0] == 'A' || step[0] == 'C' && before == 0)
            _cells[cell] = before + value;
        if (seen is { } noted)
            _seen[thread].Add(noted);
        Visit();
        if (seen is not null)
            _seen[thread].RemoveAt(_seen[thread].Count - 1);
        if (step[0] == 'S')
            _buffers[thread].RemoveAt(_buffers[thread].Count - 1);
        _cells[cell] = before;
        _next[thread]--;
    }
}
