using Xunit;

namespace Veda.Rx.Tests.Operators;

/// <summary>The states of MapWith: few, never shared, each disposed once.</summary>
public sealed class MapWithTests
{
    public static TheoryData<int> Parallelism => [1, 2, 4];

    [Theory]
    [MemberData(nameof(Parallelism))]
    public void There_are_no_more_states_than_participants_and_none_is_entered_twice(int participants)
    {
        var states = new States();
        var stream = VedaStream.Range(0, 20_000).WithParallelism(participants).WithBatch(1, 16).MapWith(states.Create, (s, x) => s.Use(x));

        Assert.Equal(Enumerable.Range(0, 20_000), stream.ToList().Wait());

        Assert.InRange(states.Created, 1, participants);
        Assert.Equal(states.Created, states.Disposed);
    }

    [Theory]
    [MemberData(nameof(Parallelism))]
    public void All_are_disposed_when_the_run_fails(int participants)
    {
        var states = new States();
        var stream = VedaStream.Range(0, 20_000).WithParallelism(participants).WithBatch(1, 16)
            .MapWith(states.Create, (s, x) => s.Use(Against.FailAt(5000)(x)));

        Assert.Equal("at 5000", Assert.Throws<InvalidDataException>(() => stream.ToList().Wait()).Message);

        states.AllComeBack();
    }

    [Theory]
    [MemberData(nameof(Parallelism))]
    public void All_are_disposed_when_the_subscription_is(int participants)
    {
        var states = new States();
        using var some = new CountdownEvent(100);
        var stream = VedaStream.Repeat(1, int.MaxValue).WithParallelism(participants).WithBatch(1, 16).MapWith(states.Create, (s, x) => s.Use(x));

        var subscription = stream.Subscribe(_ =>
        {
            if (!some.IsSet)
                some.Signal();
        });
        some.Wait(TestContext.Current.CancellationToken);
        subscription.Dispose();

        states.AllComeBack();
    }

    [Fact]
    public void A_state_that_cannot_be_made_ends_the_stream()
    {
        var stream = VedaStream.Range(0, 10).MapWith<int, int, int>(() => throw new InvalidDataException("no state"), (_, x) => x);
        Assert.Equal(new Seen<int>([], "InvalidDataException: no state").Error, Seen<int>.Of(stream).Error);
    }

    [Fact]
    public void A_state_that_cannot_be_disposed_fails_a_run_that_has_no_other_error()
    {
        var disposed = 0;
        var stream = VedaStream.Range(0, 10).MapWith(() => 0, (_, x) => x, _ => throw new InvalidDataException($"{++disposed}"));
        var seen = Seen<int>.Of(stream.WithParallelism(1));
        Assert.Equal(10, seen.Items.Count);
        Assert.Equal("InvalidDataException: 1", seen.Error);
    }

    [Fact]
    public void What_is_rented_when_the_pool_closes_or_later_is_disposed_when_it_comes_back()
    {
        var next = 0;
        var disposed = new List<int>();
        var pool = new StatePool<int>(() => next++, disposed.Add);
        var (idle, used) = (pool.Rent(), pool.Rent());
        pool.Return(idle);

        pool.Dispose();
        Assert.Equal([idle], disposed);

        var late = pool.Rent();
        pool.Return(used);
        pool.Return(late);
        Assert.Equal([idle, used, late], disposed);
        Assert.Equal([0, 1, 2], disposed);
    }

    [Fact]
    public void Without_a_dispose_disposable_states_are_disposed()
    {
        var stream = new MemoryStream();
        Assert.Equal([true], VedaStream.Return(0).MapWith(() => stream, (s, _) => s.CanRead).ToList().Wait());
        Assert.False(stream.CanRead);
    }

    private sealed class States
    {
        private int _created;
        private int _disposed;

        public int Created => _created;

        public int Disposed => _disposed;

        public State Create()
        {
            Interlocked.Increment(ref _created);
            return new(() => Interlocked.Increment(ref _disposed));
        }

        /// <summary>The last ones are disposed by participants that are on their way out.</summary>
        public void AllComeBack() =>
            SpinWait.SpinUntil(() => Volatile.Read(ref _disposed) == Volatile.Read(ref _created));
    }

    private sealed class State(Action disposed) : IDisposable
    {
        private int _users;
        private bool _disposed;

        public int Use(int x)
        {
            Assert.Equal(1, Interlocked.Increment(ref _users));
            Assert.False(_disposed);
            Interlocked.Decrement(ref _users);
            return x;
        }

        public void Dispose()
        {
            Assert.Equal(0, _users);
            Assert.False(_disposed);
            _disposed = true;
            disposed();
        }
    }
}
