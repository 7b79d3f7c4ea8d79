using System.Globalization;
using ChatOps.Data.Tests.Faults;
using Xunit.MicrosoftTestingPlatform;
using Xunit.Runner.InProc.SystemConsole;

namespace ChatOps.Data.Tests;

/// <summary>The main program of the tests, which can also be the process that a crash test kills.</summary>
internal static class Program
{
    public static Task<int> Main(string[] args) => args switch
    {
        [Crashing.Argument, var place, var round] => Crashing.Run(place, int.Parse(round, CultureInfo.InvariantCulture)),
        [Pausing.Argument, var place] => Pausing.Run(place),
        _ when args.Contains("--server") || args.Contains("--internal-msbuild-node") =>
            TestPlatformTestFramework.RunAsync(args, SelfRegisteredExtensions.AddSelfRegisteredExtensions),
        _ => ConsoleRunner.Run(args),
    };
}
