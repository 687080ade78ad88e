using System.Diagnostics;
using System.Globalization;

namespace Veda.Rx.Benchmarks.Harness;

/// <summary>Another process that keeps one processor busy until it is disposed, or until this process ends.</summary>
internal sealed class BusyProcess : IDisposable
{
    /// <summary>The command that the other process runs.</summary>
    public const string Verb = "busy-child";

    private const string Bound = "bound";

    private readonly Process _process;
    private readonly bool _isBound;

    /// <summary>Returns when the other process spins.</summary>
    public BusyProcess()
    {
        var start = ChildProcess.StartInfo([Verb]);
        start.RedirectStandardInput = start.RedirectStandardOutput = true;
        _process = Process.Start(start)!;
        _isBound = _process.StandardOutput.ReadLine() == Bound;
    }

    /// <summary>The other process's side: never returns, and ends when its input does.</summary>
    public static int Spin()
    {
        // Before it is bound: the thread would inherit that, and have to wait for its turn.
        new Thread(EndWithInput) { IsBackground = true }.Start();
        Console.WriteLine(Core.TryBind(Core.Ends.Last) ? Bound : "free");
        while (true)
            Thread.SpinWait(1_000);
    }

    public void Dispose()
    {
        _process.Kill();
        _process.WaitForExit();
        _process.Dispose();
    }

    public override string ToString() => _isBound
        ? string.Create(CultureInfo.InvariantCulture, $"BUSY: another process keeps processor {Core.Ends.Last} busy all the time")
        : "BUSY: another process keeps one processor busy all the time";

    private static void EndWithInput()
    {
        while (Console.In.Read() >= 0)
        {
        }
        Environment.Exit(ExitCode.Success);
    }
}
