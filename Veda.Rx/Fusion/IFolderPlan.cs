namespace Veda.Rx.Fusion;

/// <summary>How to build the folders of one more lane, from here to the merge.</summary>
internal interface IFolderPlan<T>
{
    /// <summary>A hash of the code that elements pass through, by the types of the stages and the methods of their delegates: the same in every run of the same lines of a program.</summary>
    int Code { get; }

    /// <summary>Builds the folders of a lane.</summary>
    /// <param name="lane">What they share.</param>
    /// <param name="outlet">The last of them, which collects results for the merge.</param>
    Folder<T> Bind(LaneContext lane, out IOutlet outlet);
}

/// <summary>One stage, then the rest.</summary>
internal sealed class StagePlan<T, TResult>(Stage<T, TResult> stage, IFolderPlan<TResult> next) : IFolderPlan<T>
{
    public int Code => HashCode.Combine(stage.GetType(), stage.Code?.Method, next.Code);

    public Folder<T> Bind(LaneContext lane, out IOutlet outlet)
    {
        var following = next.Bind(lane, out outlet);
        return lane.Bind(stage, following, this);
    }
}
