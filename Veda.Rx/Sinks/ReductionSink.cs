using Veda.Rx.Fusion;

namespace Veda.Rx.Sinks;

/// <summary>Reduces to one value: lanes fold what they can by themselves, the merge combines.</summary>
internal abstract class ReductionSink<T, TAcc, TResult>(Reducer<T, TAcc, TResult> reducer, IObserver<TResult> observer) : Sink<T>
{
    /// <summary>All that has been merged so far. Written by the merge's drainer.</summary>
    protected TAcc Total = reducer.Identity();

    protected Reducer<T, TAcc, TResult> Reducer => reducer;

    // Accumulators are small next to the elements they stand for: only the number of batches bounds them.
    public override long Window => long.MaxValue;

    public override bool Cautious => false;

    public override string Reader => "its reduction";

    public override bool TryEnd() => true;

    public override void Complete(Exception? error)
    {
        if (error is null)
        {
            TResult result;
            try
            {
                result = reducer.Result(Total);
            }
            catch (Exception none)
            {
                observer.OnError(none);
                return;
            }
            observer.OnNext(result);
            observer.OnCompleted();
        }
        else
        {
            observer.OnError(error);
        }
    }

    public override void Release()
    {
    }

    /// <summary>The sink for the reducer's grouping.</summary>
    public static Sink<T> For(Reducer<T, TAcc, TResult> reducer, IObserver<TResult> observer) => reducer.Grouping switch
    {
        Grouping.Leaf => new LeafReduction<T, TAcc, TResult>(reducer, observer),
        Grouping.Batch => new BatchReduction<T, TAcc, TResult>(reducer, observer),
        _ => new ParticipantReduction<T, TAcc, TResult>(reducer, observer),
    };
}
