namespace Veda.Rx.Fusion;

/// <summary>The end of a lane's folders, where results wait for the merge.</summary>
internal interface IOutlet
{
    /// <summary>How many more results it takes now.</summary>
    int Room { get; }

    /// <summary>Whether it holds results that could be delivered before the batch is over.</summary>
    bool HasPending { get; }

    /// <summary>The elements that follow come from one part of a leaf.</summary>
    /// <param name="startsLeaf">Whether the part begins where its leaf begins.</param>
    void BeginPart(bool startsLeaf);

    /// <summary>Everything from the current part has arrived.</summary>
    /// <param name="endsLeaf">Whether the part ends where its leaf ends.</param>
    void EndPart(bool endsLeaf);
}
