namespace Veda.Rx;

/// <summary>What happens when a source that pushes is ahead of the stream by more than its queue holds.</summary>
public enum OverflowPolicy
{
    /// <summary>The source's thread waits in <c>OnNext</c> until there is room; on a Veda worker it works on the stream meanwhile. Nothing is lost.</summary>
    Wait,

    /// <summary>The element that waits longest is dropped.</summary>
    DropOldest,

    /// <summary>The element that just came is dropped.</summary>
    DropNewest,

    /// <summary>The stream ends with an <see cref="InvalidOperationException"/>, behind the elements in the queue.</summary>
    Fail,
}
