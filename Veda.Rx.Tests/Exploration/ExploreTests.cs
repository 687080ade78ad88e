using System.Reactive.Linq;
using System.Threading.Channels;
using Veda.Rx.Testing;
using Xunit;

namespace Veda.Rx.Tests.Exploration;

/// <summary>Planted bugs are found, made short and repeated; their correct twins pass.</summary>
public sealed class ExploreTests
{
    /// <summary>Programs with one bug each, and the same without it.</summary>
    private static readonly Dictionary<string, (Func<SimContext, Task> Wrong, Func<SimContext, Task> Right)> s_programs = new()
    {
        ["check, then act"] = (sim => Withdrawals(sim, checksAgain: false), sim => Withdrawals(sim, checksAgain: true)),
        ["lost update"] = (sim => Increments(sim, locks: false), sim => Increments(sim, locks: true)),
        ["locks in opposite order"] = (sim => Transfers(sim, ordered: false), sim => Transfers(sim, ordered: true)),
        ["a bounded buffer with if for while"] = (sim => Buffer(sim, asksAgain: false), sim => Buffer(sim, asksAgain: true)),
        ["racy lazy initialisation"] = (sim => Lazily(sim, keepsTheTask: false), sim => Lazily(sim, keepsTheTask: true)),
        ["a timer against disposal"] = (sim => Disposal(sim, looks: false), sim => Disposal(sim, looks: true)),
    };

    public static TheoryData<string> Names => [.. s_programs.Keys];

    [Theory]
    [MemberData(nameof(Names))]
    public void A_planted_bug_is_found_made_short_and_repeated(string name)
    {
        var (wrong, right) = s_programs[name];
        var result = Explore.Check(wrong, new ExploreOptions { Executions = 10_000 });
        Assert.NotNull(result.Failure);
        Assert.InRange(result.Failure.Unusual, 0, 3);
        Assert.Null(result.Failure.Divergence);
        Assert.True(result.Failure.Unusual <= result.Failure.Found);
        for (var i = 0; i < 100; i++)
            Assert.Equal(result.Failure.Error.GetType(), Explore.Replay(wrong, result.Failure.Trace)?.GetType());
        var message = Assert.Throws<ExploreException>(() => result.ThrowOnFailure()).Message;
        Assert.Contains(result.Failure.Strategy, message);
        Assert.Contains(result.Failure.Error.Message, message);

        var clean = Explore.Check(right, new ExploreOptions { Executions = 2_000 });
        Assert.Null(clean.Failure);
        Assert.True(clean.Distinct > 1);
        clean.ThrowOnFailure();
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void Exhaustion_finds_it_too_and_says_when_it_is_through(string name)
    {
        var (wrong, right) = s_programs[name];
        var options = new ExploreOptions { Executions = 100_000 };
        Assert.NotNull(Explore.Exhaust(wrong, bound: 3, options).Failure);
        var clean = Explore.Exhaust(right, bound: 2, options);
        Assert.Null(clean.Failure);
        Assert.True(clean.Exhausted);
        Assert.Equal(clean.Executions, clean.Distinct);
    }

    [Fact]
    public void The_same_seed_explores_the_same()
    {
        Func<SimContext, Task> wrong = s_programs["lost update"].Wrong;
        var (one, other) = (Explore.Check(wrong), Explore.Check(wrong));
        Assert.Equal((one.Executions, one.Distinct), (other.Executions, other.Distinct));
        Assert.Equal(one.Failure!.Trace.Choices, other.Failure!.Trace.Choices);
    }

    [Fact]
    public void Streams_are_part_of_the_search()
    {
        var result = Explore.Check(async sim =>
        {
            var ended = new List<string>();
            var numbers = VedaStream.Range(0, 20).On(sim.Scheduler).WithBatch(1, 4);
            await Task.WhenAll(sim.Run(() => Count("first")), sim.Run(() => Count("second")));
            Assert.Equal(["first", "second"], ended);   // which nobody promises

            async Task Count(string name)
            {
                Assert.Equal(20, await numbers.Map(x => x).Count());
                ended.Add(name);
            }
        });
        Assert.IsAssignableFrom<Xunit.Sdk.XunitException>(result.Failure!.Error);
    }

    [Fact]
    public void What_waits_for_nothing_is_a_deadlock_and_what_does_not_end_is_said_to()
    {
        Assert.IsType<DeadlockException>(Explore.Check(_ => new TaskCompletionSource().Task).Failure!.Error);
        Assert.IsType<StepLimitException>(Explore.Check(async _ =>
        {
            while (true)
                await Task.Yield();
        }, new ExploreOptions { Scheduler = new SeededOptions { MaxSteps = 500 } }).Failure!.Error);
    }

    [Fact]
    public void Faults_and_chance_are_choices()
    {
        var result = Explore.Check(async sim =>
        {
            for (var i = 0; i < 3; i++)
            {
                await Task.Yield();
                if (sim.Buggify("disk full") && sim.Choose("sector", 3) == 2)
                    throw new IOException("disk full");
            }
        });
        Assert.IsType<IOException>(result.Failure!.Error);
        Assert.Equal(3, result.Failure.Unusual);   // that it may happen, that it does, and where
    }

    [Fact]
    public void A_body_that_depends_on_something_else_cannot_be_repeated_in_silence()
    {
        var calls = 0;
        Func<SimContext, Task> body = sim => Task.WhenAll(Enumerable.Range(0, 3 + calls++ % 2).Select(_ => sim.Run(async () => await Task.Yield())));
        var choices = new List<Choice>();
        var scheduler = new SeededTestScheduler(5);
        scheduler.SynchronizationContext.Post(_ => body(new SimContext(scheduler)), null);
        scheduler.Start();
        choices.AddRange(scheduler.Choices);
        Assert.Equal(0, Assert.Throws<ReplayDivergenceException>(() => Explore.Replay(body, new Trace { Choices = choices })).Step);
    }

    [Fact]
    public void Arguments_are_checked()
    {
        Assert.Throws<ArgumentNullException>("body", () => Explore.Check(null!));
        Assert.Throws<ArgumentNullException>("body", () => Explore.Exhaust(null!, 1));
        Assert.Throws<ArgumentOutOfRangeException>("bound", () => Explore.Exhaust(_ => Task.CompletedTask, -1));
        Assert.Throws<ArgumentNullException>("trace", () => Explore.Replay(_ => Task.CompletedTask, null!));
        Assert.Contains("Executions is 0", Assert.Throws<ArgumentOutOfRangeException>(() => Explore.Check(_ => Task.CompletedTask, new ExploreOptions { Executions = 0 })).Message);
        Task[] nothing = [null!];
        Assert.IsType<InvalidOperationException>(Explore.Check(_ => nothing[0]).Failure!.Error);
        Assert.IsType<FormatException>(Explore.Check(_ => throw new FormatException()).Failure!.Error);
    }

    private static async Task Withdrawals(SimContext sim, bool checksAgain)
    {
        var balance = 100;
        await Task.WhenAll(sim.Run(Withdraw), sim.Run(Withdraw));
        Assert.True(balance >= 0);

        async Task Withdraw()
        {
            if (balance < 80)
                return;
            await Task.Yield();
            if (!checksAgain || balance >= 80)
                balance -= 80;
        }
    }

    private static async Task Increments(SimContext sim, bool locks)
    {
        var count = 0;
        var gate = new SemaphoreSlim(1);
        await Task.WhenAll(Enumerable.Range(0, 3).Select(_ => sim.Run(Increment)));
        Assert.Equal(3, count);

        async Task Increment()
        {
            if (locks)
                await gate.WaitAsync();
            var read = count;
            await Task.Yield();
            count = read + 1;
            if (locks)
                gate.Release();
        }
    }

    private static async Task Transfers(SimContext sim, bool ordered)
    {
        SemaphoreSlim first = new(1), second = new(1);
        await Task.WhenAll(sim.Run(() => Transfer(first, second)), sim.Run(() => ordered ? Transfer(first, second) : Transfer(second, first)));

        static async Task Transfer(SemaphoreSlim from, SemaphoreSlim to)
        {
            await from.WaitAsync();
            await Task.Yield();
            await to.WaitAsync();
            to.Release();
            from.Release();
        }
    }

    private static async Task Buffer(SimContext sim, bool asksAgain)
    {
        var items = new Queue<int>();
        var changed = Channel.CreateUnbounded<bool>();
        await Task.WhenAll(sim.Run(Take), sim.Run(Take), sim.Run(Put), sim.Run(Put));

        async Task Take()
        {
            if (asksAgain)
            {
                while (items.Count == 0)
                    await changed.Reader.ReadAsync();
            }
            else if (items.Count == 0)
            {
                await changed.Reader.ReadAsync();
            }
            items.Dequeue();
        }

        async Task Put()
        {
            await Task.Yield();
            items.Enqueue(1);
            changed.Writer.TryWrite(true);
        }
    }

    private static async Task Lazily(SimContext sim, bool keepsTheTask)
    {
        var made = 0;
        object? value = null;
        Task<object>? making = null;
        var values = await Task.WhenAll(Enumerable.Range(0, 2).Select(async _ =>
        {
            object? got = null;
            await sim.Run(async () => got = await Get());
            return got;
        }));
        Assert.Same(values[0], values[1]);

        async Task<object> Get() => keepsTheTask ? await (making ??= Make()) : value ??= await Make();

        async Task<object> Make()
        {
            made++;
            await Task.Yield();
            return new object();
        }
    }

    private static async Task Disposal(SimContext sim, bool looks)
    {
        var disposed = false;
        var timer = sim.Time.CreateTimer(_ =>
        {
            if (looks && disposed)
                return;
            ObjectDisposedException.ThrowIf(disposed, typeof(ExploreTests));
        }, null, TimeSpan.FromMilliseconds(5), Timeout.InfiniteTimeSpan);
        await Task.Delay(TimeSpan.FromMilliseconds(5), sim.Time);
        disposed = true;
        await Task.Yield();
        await timer.DisposeAsync();
    }
}
