using System.Runtime.CompilerServices;

namespace Veda.Rx.Testing;

/// <summary>A task that ends when it is told to. If it is cancelled it keeps what was thrown, as that of an async method does and that of a <see cref="TaskCompletionSource"/> does not.</summary>
internal sealed class TaskEnd
{
    private AsyncTaskMethodBuilder _builder = AsyncTaskMethodBuilder.Create();

    public TaskEnd() => Task = _builder.Task;   // asked for behind the end it would be another one

    public Task Task { get; }

    public void Complete() => _builder.SetResult();

    /// <summary>Ends the task as failed, or as cancelled if that is what the exception says.</summary>
    public void Fail(Exception error) => _builder.SetException(error);
}
