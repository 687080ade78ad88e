using Veda.Rx.Diagnostics;
using Xunit;

namespace Veda.Rx.Tests.Diagnostics;

/// <summary>What is read about the machine, from files that look like those of Linux.</summary>
public sealed class MachineTests : IDisposable
{
    private readonly string _root = Directory.CreateTempSubdirectory().FullName;
    private readonly List<string> _unavailable = [];

    public void Dispose() => Directory.Delete(_root, recursive: true);

    [Fact]
    public void Limits_of_the_second_version_are_the_tightest_on_the_way_up()
    {
        Write("proc/self/cgroup", "0::/outer/inner\n");
        Write("sys/fs/cgroup/outer/inner/cpu.max", "max 100000\n");
        Write("sys/fs/cgroup/outer/cpu.max", "150000 100000\n");
        Write("sys/fs/cgroup/outer/inner/memory.max", "2147483648\n");
        Write("sys/fs/cgroup/outer/memory.max", "4294967296\n");
        var machine = Read();
        Assert.Equal((1.5, 2L << 30), (machine.ProcessorLimit, machine.MemoryLimit));
        Assert.Contains("the container allows 1.5", machine.ToString());
        Assert.Contains("the container allows 2 GiB", machine.ToString());
    }

    [Fact]
    public void Limits_of_the_first_version_stand_in_a_hierarchy_for_each_kind()
    {
        Write("proc/self/cgroup", "4:memory:/box\n3:cpu,cpuacct:/box\n");
        Write("sys/fs/cgroup/memory/box/memory.limit_in_bytes", "1073741824\n");
        Write("sys/fs/cgroup/cpu,cpuacct/box/cpu.cfs_quota_us", "50000\n");
        Write("sys/fs/cgroup/cpu,cpuacct/box/cpu.cfs_period_us", "100000\n");
        var machine = Read();
        Assert.Equal((0.5, 1L << 30), (machine.ProcessorLimit, machine.MemoryLimit));
    }

    [Fact]
    public void A_hierarchy_of_several_kinds_may_be_found_by_one_of_them()
    {
        Write("proc/self/cgroup", "4:cpuacct,cpu:/box\n");
        Write("sys/fs/cgroup/cpu/cpu.cfs_quota_us", "-1\n");
        Write("sys/fs/cgroup/cpu/cpu.cfs_period_us", "100000\n");
        Write("sys/fs/cgroup/cpu/box/cpu.cfs_quota_us", "50000\n");
        Write("sys/fs/cgroup/cpu/box/cpu.cfs_period_us", "100000\n");
        Assert.Equal(0.5, Read().ProcessorLimit);
    }

    [Theory]
    [InlineData("max 100000", "max")]
    [InlineData("", "")]
    [InlineData("0 0", "nonsense")]
    [InlineData("100000", "9223372036854771712")]
    [InlineData("-1 100000", "-1")]
    public void No_limit_is_none(string processors, string memory)
    {
        Write("proc/self/cgroup", "0::/\nnonsense\n");
        Write("sys/fs/cgroup/cpu.max", processors);
        Write("sys/fs/cgroup/memory.max", memory);
        var machine = Read();
        Assert.Equal((null, null), (machine.ProcessorLimit, machine.MemoryLimit));
    }

    [Fact]
    public void Processors_and_nodes_are_counted()
    {
        for (var i = 0; i < 3; i++)
            Directory.CreateDirectory(Path.Combine(_root, $"sys/devices/system/cpu/cpu{i}"));
        Directory.CreateDirectory(Path.Combine(_root, "sys/devices/system/cpu/cpufreq"));
        Directory.CreateDirectory(Path.Combine(_root, "sys/devices/system/node/node0"));
        Directory.CreateDirectory(Path.Combine(_root, "sys/devices/system/node/node1"));
        var machine = Read();
        Assert.Equal((3, 2), (machine.MachineProcessors, machine.NumaNodes));
        Assert.Equal(["the container's limits: there are no files of control groups"], _unavailable);
    }

    [Fact]
    public void What_is_not_there_is_unknown_and_said_to_be()
    {
        var machine = Read();
        Assert.Equal((null, null, null, null), (machine.MachineProcessors, machine.NumaNodes, machine.ProcessorLimit, machine.MemoryLimit));
        Assert.Equal(3, _unavailable.Count);
        Assert.Contains("of an unknown number; NUMA nodes: unknown", machine.ToString());
        Assert.Equal(Environment.ProcessorCount, machine.Processors);
        Assert.True(machine.Memory > 0);
    }

    private MachineReport Read() => MachineReport.Read(_root, _unavailable.Add);

    private void Write(string file, string text)
    {
        var path = Path.Combine(_root, file);
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        File.WriteAllText(path, text);
    }
}
