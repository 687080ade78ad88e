using System.Text.Json;

namespace Veda.Rx.Testing;

/// <summary>Fields of a file's object that this version does not know. Equal to others with the same names and values, so that what has them can be compared.</summary>
internal sealed class UnknownFields : Dictionary<string, JsonElement>
{
    public override bool Equals(object? obj) => obj is UnknownFields other && other.Count == Count
        && this.All(field => other.TryGetValue(field.Key, out var value) && JsonElement.DeepEquals(field.Value, value));

    public override int GetHashCode() => Count;
}
