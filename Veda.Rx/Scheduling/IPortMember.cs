namespace Veda.Rx.Scheduling;

/// <summary>Something that runs on a scheduler for longer than one action, and that the scheduler can find again.</summary>
internal interface IPortMember
{
    /// <summary>Whether somebody works on it now.</summary>
    bool IsAtWork { get; }

    /// <summary>Whether somebody reads its source now: nobody else could do anything.</summary>
    bool IsReading { get; }

    /// <summary>How much of its source has been taken. It gets on if that becomes more.</summary>
    long Claimed { get; }

    /// <summary>More could run at the same time than do: calls some of them.</summary>
    void CallMore();
}
