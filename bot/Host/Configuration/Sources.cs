namespace ChatOps.Host.Configuration;

/// <summary>Where settings come from; what stands further down wins: appsettings.json beside the program, the environment, the command line.</summary>
internal static class Sources
{
    /// <param name="given">What the command line says, in pairs.</param>
    /// <param name="folder">Where appsettings.json lies; null: beside the program.</param>
    public static Settings Read(IReadOnlyDictionary<string, string?> given, string? folder = null)
    {
        folder ??= AppContext.BaseDirectory;
        var file = Path.Combine(folder, "appsettings.json");

        try
        {
            return Settings.Read(new ConfigurationBuilder()
                .SetBasePath(folder)
                .AddJsonFile("appsettings.json", optional: true, reloadOnChange: false)
                .AddEnvironmentVariables()
                .AddInMemoryCollection(given)
                .Build());
        }
        catch (UnauthorizedAccessException e)
        {
            throw new Trouble($"The settings in {file} are not for this user to read. Run this as the user of the server: sudo -u chatops chatops.", e);
        }
        catch (FileNotFoundException e)
        {
            throw new Trouble($"The file {file} is a link to one that is not there. Put the settings where it leads, or remove it.", e);
        }
        catch (InvalidDataException e)
        {
            throw new Trouble($"The file {file} is no JSON ({e.InnerException?.Message ?? e.Message}). Correct it.", e);
        }
    }

    /// <summary>Takes the settings out of the arguments: <c>--Data:Folder x</c> or <c>--Data:Folder=x</c>.</summary>
    /// <returns>The settings, and the arguments that are none.</returns>
    public static (Dictionary<string, string?> Settings, string[] Others) Split(IReadOnlyList<string> arguments)
    {
        var settings = new Dictionary<string, string?>(StringComparer.OrdinalIgnoreCase);
        var others = new List<string>();

        for (var i = 0; i < arguments.Count; i++)
        {
            if (NameIn(arguments[i]) is not { } name)
                others.Add(arguments[i]);
            else if (arguments[i].Length > name.Length + 2)
                settings[name] = arguments[i][(name.Length + 3)..];
            else if (i + 1 < arguments.Count && !arguments[i + 1].StartsWith("--", StringComparison.Ordinal))
                settings[name] = arguments[++i];
            else
                throw new Trouble($"The setting {name} has no value. Write --{name} and the value behind it.");
        }

        return (settings, [.. others]);
    }

    private static string? NameIn(string argument)
    {
        if (!argument.StartsWith("--", StringComparison.Ordinal))
            return null;

        var name = argument[2..].Split('=', 2)[0];
        return name.Contains(':') || name.Equals("Urls", StringComparison.OrdinalIgnoreCase) ? name : null;
    }
}
