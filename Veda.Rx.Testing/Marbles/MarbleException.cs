namespace Veda.Rx.Testing;

/// <summary>The error of a marble diagram. Two are equal when their texts are.</summary>
/// <param name="text">What stands behind the <c>#</c> in brackets; empty for a bare one.</param>
public sealed class MarbleException(string text = "") : Exception(text is "" ? "The error of a marble diagram." : text), IEquatable<MarbleException>
{
    /// <summary>What stands behind the <c>#</c> in brackets; empty for a bare one.</summary>
    public string Text { get; } = text ?? throw new ArgumentNullException(nameof(text));

    /// <summary>Whether the texts are equal.</summary>
    /// <param name="other">What to compare with.</param>
    public bool Equals(MarbleException? other) => other is not null && other.Text == Text;

    /// <inheritdoc/>
    public override bool Equals(object? obj) => Equals(obj as MarbleException);

    /// <inheritdoc/>
    public override int GetHashCode() => StringComparer.Ordinal.GetHashCode(Text);

    /// <summary>Whether another error is the one that a diagram means: any for a bare <c>#</c>, otherwise one of this text, message or type.</summary>
    internal bool Means(Exception actual) => actual is MarbleException other && Text is not ""
        ? Equals(other)
        : Text is "" || Text == ErrorText.Message(actual) || Text == actual.GetType().Name || Text == MarbleText.Of(actual);
}
