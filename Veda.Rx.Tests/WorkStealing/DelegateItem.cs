namespace Veda.Rx.Tests.WorkStealing;

/// <summary>A reusable work item around a delegate.</summary>
internal sealed class DelegateItem(Action action) : IThreadPoolWorkItem
{
    public void Execute() => action();
}
