namespace Veda.Rx;

/// <summary>A kernel that calls a delegate.</summary>
internal interface IDelegateKernel
{
    /// <summary>The delegate.</summary>
    Delegate Code { get; }
}

/// <summary>A delegate as a kernel, so that delegates and kernels run in the same loop.</summary>
internal readonly struct DelegateKernel<T, TResult>(Func<T, TResult> map) : IKernel<DelegateKernel<T, TResult>, T, TResult>, IDelegateKernel
{
    public Func<T, TResult> Delegate => map;

    Delegate IDelegateKernel.Code => map;

    public TResult Invoke(T value) => map(value);
}

/// <summary>A delegate that takes the element's index, too.</summary>
internal readonly struct IndexedKernel<T, TResult>(Func<T, int, TResult> map)
    : IKernel<IndexedKernel<T, TResult>, (long Index, T Value), TResult>, IDelegateKernel
{
    Delegate IDelegateKernel.Code => map;

    public TResult Invoke((long Index, T Value) value) => map(value.Value, checked((int)value.Index));
}

/// <summary>Calls a delegate with an element and the random numbers of its position.</summary>
internal readonly struct RandomKernel<T, TResult>(ulong seed, Func<T, VedaRandom, TResult> map)
    : IKernel<RandomKernel<T, TResult>, (long Index, T Value), TResult>, IDelegateKernel
{
    Delegate IDelegateKernel.Code => map;

    public TResult Invoke((long Index, T Value) pair) => map(pair.Value, new VedaRandom(seed, pair.Index));
}

/// <summary>A condition as a kernel.</summary>
internal readonly struct DelegatePredicate<T>(Func<T, bool> predicate) : IPredicateKernel<DelegatePredicate<T>, T>, IDelegateKernel
{
    public Func<T, bool> Delegate => predicate;

    Delegate IDelegateKernel.Code => predicate;

    public bool Invoke(T value) => predicate(value);
}

/// <summary>A condition that takes the element's index, too.</summary>
internal readonly struct IndexedPredicate<T>(Func<T, int, bool> predicate)
    : IPredicateKernel<IndexedPredicate<T>, (long Index, T Value)>, IDelegateKernel
{
    Delegate IDelegateKernel.Code => predicate;

    public bool Invoke((long Index, T Value) value) => predicate(value.Value, checked((int)value.Index));
}

/// <summary>Drops the index again.</summary>
internal readonly struct ValueOf<T> : IKernel<ValueOf<T>, (long Index, T Value), T>
{
    public T Invoke((long Index, T Value) value) => value.Value;
}
