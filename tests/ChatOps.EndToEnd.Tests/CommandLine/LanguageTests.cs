namespace ChatOps.EndToEnd.Tests.CommandLine;

/// <summary>The command line speaks the language of its environment, also in what its library says by itself.</summary>
public sealed class LanguageTests : IDisposable
{
    private readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Fact]
    public async Task Help_is_in_the_language_of_the_environment()
    {
        var (german, english) = (await Chatops.RunIn("de_DE.UTF-8", folder, "import", "people", "--help"), await Chatops.RunIn("fr_FR.UTF-8", folder, "import", "people", "--help"));

        Assert.Equal((0, 0), (german.Code, english.Code));
        Assert.Contains("Usage:", english.Output, StringComparison.Ordinal);
        Assert.Contains("Personaldatei", german.Output, StringComparison.Ordinal);
        Assert.All((string[])["Description", "Usage", "Arguments", "Options", "Show help"], word => Assert.DoesNotContain(word, german.Output, StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("import people")]
    [InlineData("import peple")]
    [InlineData("chat --as")]
    [InlineData("doctor --foo")]
    public async Task So_is_what_is_wrong_with_a_line(string line)
    {
        var wrong = await Chatops.RunIn("de_DE.UTF-8", folder, line.Split(' '));

        Assert.Equal((1, ""), (wrong.Code, wrong.Output));
        Assert.StartsWith("chatops: ", wrong.Error, StringComparison.Ordinal);
        Assert.All((string[])["equired", "nrecognized", "argument missing"], word => Assert.DoesNotContain(word, wrong.Error, StringComparison.Ordinal));
    }
}
