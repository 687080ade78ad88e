using BenchmarkDotNet.Running;
using Veda.Rx.Benchmarks.Harness;

return args switch
{
    ["compare", .. var rest] => CompareCommand.Run(rest),
    [CompareChild.Verb, var workload, .. var rest] => CompareChild.Run(workload, rest),
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
    Console.Error.WriteLine("bdn [BenchmarkDotNet arguments]");
    return ExitCode.Usage;
}
