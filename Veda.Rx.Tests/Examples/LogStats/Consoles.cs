using Spectre.Console;

namespace Veda.Rx.Tests.Examples;

/// <summary>Consoles that write plain text of a fixed width to where a test can read it.</summary>
internal static class Consoles
{
    public static IAnsiConsole Plain(TextWriter writer)
    {
        var console = AnsiConsole.Create(new AnsiConsoleSettings
        {
            Ansi = AnsiSupport.No,
            ColorSystem = ColorSystemSupport.NoColors,
            Interactive = InteractionSupport.No,
            Out = new AnsiConsoleOutput(writer),
        });
        console.Profile.Width = 100;
        console.Profile.Capabilities.Unicode = true;
        return console;
    }
}
