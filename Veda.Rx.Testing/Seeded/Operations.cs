using System.Runtime.CompilerServices;

namespace Veda.Rx.Testing;

/// <summary>What an action does, as far as a name can be read off its delegate.</summary>
internal static class Operations
{
    /// <summary>The method behind a delegate; of the rest of an async method, that method.</summary>
    public static string Of(Delegate callback, object? state)
    {
        // What is behind an await comes as the box of the method's state, or as a delegate that is given one.
        var behind = state is Delegate inner ? inner.Target : state ?? callback.Target;
        if (behind?.GetType() is { IsGenericType: true } box)
        {
            foreach (var argument in box.GetGenericArguments())
            {
                if (typeof(IAsyncStateMachine).IsAssignableFrom(argument))
                    return $"rest of {Plain(argument.Name)}";
            }
        }
        return Plain((state as Delegate ?? callback).Method.Name);
    }

    /// <summary>A name without what the compiler has put around it: <c>&lt;Main&gt;g__Withdraw|0_1</c> is <c>Withdraw</c>.</summary>
    public static string Plain(string name)
    {
        var local = name.IndexOf("g__", StringComparison.Ordinal);
        if (local >= 0)
            return name[(local + 3)..].Split('|')[0];
        var start = name.LastIndexOf('<') + 1;
        var end = name.IndexOf('>', start);
        return start > 0 && end > start ? name[start..end] : name;
    }
}
