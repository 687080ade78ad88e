namespace Veda.Rx.Testing;

/// <summary>What exceptions say, also those whose own code does not let them.</summary>
internal static class ErrorText
{
    /// <summary>The type's name and the message.</summary>
    public static string Of(Exception error) => $"{error.GetType().Name}: {Message(error)}";

    /// <summary>The message; in its place, what came instead of one.</summary>
    public static string Message(Exception error)
    {
        try
        {
            return error.Message ?? "";
        }
        catch (Exception thrown)
        {
            return $"(its message throws {thrown.GetType().Name})";
        }
    }
}
