namespace Veda.Rx.Testing;

/// <summary>A store that the storing thread sees and others do not see yet.</summary>
/// <param name="resource">What is written to.</param>
internal abstract class BufferedStore(object resource)
{
    public object Resource => resource;

    /// <summary>Writes to memory.</summary>
    public abstract void Apply();
}

/// <inheritdoc/>
/// <param name="resource">What is written to.</param>
/// <param name="value">What is written.</param>
internal abstract class BufferedStore<T>(object resource, T value) : BufferedStore(resource)
{
    public T Value => value;
}
