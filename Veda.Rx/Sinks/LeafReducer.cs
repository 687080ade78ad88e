namespace Veda.Rx.Sinks;

/// <summary>
/// A reduction whose result depends on the grouping: by leaves, so that it is the same in every run; by participants where
/// the stream has given its order up.
/// </summary>
internal abstract class LeafReducer<T, TAcc, TResult>(bool ordered) : Reducer<T, TAcc, TResult>
{
    public sealed override Grouping Grouping => ordered ? Grouping.Leaf : Grouping.Participant;
}
