using BenchmarkDotNet.Running;
using Veda.Rx.Benchmarks.Bugs;
using Veda.Rx.Benchmarks.Harness;
using Veda.Rx.Benchmarks.Policies;

return args switch
{
    ["compare", .. var rest] => CompareCommand.Run(rest),
    [CompareChild.Verb, var workload, .. var rest] => CompareChild.Run(workload, rest),
    ["scaling", .. var rest] => ScalingCommand.Run(rest),
    [ScalingChild.Verb, var workload, .. var rest] => ScalingChild.Run(workload, rest),
    [BusyProcess.Verb] => BusyProcess.Spin(),
    [PeakChild.Verb, var workload, var file] => PeakChild.Run(workload, file),
    ["policies", .. var rest] => PoliciesCommand.Run(rest),
    ["footprint", .. var rest] => FootprintCommand.Run(rest),
    [FootprintChild.Verb, var workers, var file] => FootprintChild.Run(workers, file),
    ["bugs", .. var rest] => BugsCommand.Run(rest),
    ["bdn", .. var rest] => RunMicroBenchmarks(rest),
    _ => Usage(),
};

static int RunMicroBenchmarks(string[] args)
{
    BenchmarkSwitcher.FromAssembly(typeof(Program).Assembly).Run(args);
    return 0;
}

static int Usage()
{
    Console.Error.WriteLine($"compare {CompareOptions.Usage}");
    Console.Error.WriteLine($"scaling {ScalingOptions.Usage}");
    Console.Error.WriteLine($"policies {PoliciesOptions.Usage}");
    Console.Error.WriteLine("footprint");
    Console.Error.WriteLine($"bugs {BugsCommand.Usage}");
    Console.Error.WriteLine("bdn [BenchmarkDotNet arguments]");
    return ExitCode.Usage;
}
