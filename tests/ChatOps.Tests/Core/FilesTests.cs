using System.Text;
using ChatOps.Conversations;
using ChatOps.Documents;

namespace ChatOps.Tests.Core;

public sealed class FilesTests : IAsyncDisposable
{
    private static readonly byte[] Png = [0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A, 1, 2, 3];

    private readonly TestBot bot = new();

    public ValueTask DisposeAsync() => bot.DisposeAsync();

    [Fact]
    public async Task A_file_comes_out_as_it_went_in()
    {
        var file = await bot.Employee("ada").Uploads("screen.png", Png);

        await using var content = bot.Files.Open(file.Hash)!;
        using var copy = new MemoryStream();
        await content.CopyToAsync(copy, TestContext.Current.CancellationToken);
        Assert.Equal(Png, copy.ToArray());
    }

    [Theory]
    [InlineData("virus.exe", "MZ", "virus.exe is of a kind that is not taken.")]
    [InlineData("screen.png", "this is no picture", "screen.png is of a kind that is not taken.")]
    [InlineData("notes.txt", "with a \0 in it", "notes.txt is of a kind that is not taken.")]
    [InlineData("page.html", "<script>", "page.html is of a kind that is not taken.")]
    [InlineData("notes.txt", "", "notes.txt is empty.")]
    public async Task What_is_refused_says_why(string name, string content, string sentence)
    {
        var ada = bot.Employee("ada");
        var refusal = await Assert.ThrowsAsync<Refusal>(() => ada.Uploads(name, Encoding.UTF8.GetBytes(content)));

        Assert.StartsWith(sentence, refusal.Why.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_file_that_is_too_large_is_refused_and_leaves_nothing()
    {
        var ada = bot.Employee("ada");
        var refusal = await Assert.ThrowsAsync<Refusal>(() => ada.Uploads("big.log", new byte[Files.Largest + 1].Select(_ => (byte)'x').ToArray()));

        Assert.StartsWith("big.log is larger than 20 MB.", refusal.Why.ToString(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("../../etc/passwd.txt", "passwd.txt")]
    [InlineData("C:\\temp\\a.txt", "a.txt")]
    public async Task A_name_is_only_a_name(string given, string kept)
    {
        var ada = bot.Employee("ada");
        var file = await ada.Uploads(given, "text"u8.ToArray());
        var stored = await bot.Store.Get(StoredFile.Kind, StoredFile.IdOf(file, "ada"), TestContext.Current.CancellationToken);

        Assert.Equal(kept, stored!.Body.Name);
    }

    [Theory]
    [InlineData("..")]
    [InlineData("../../secret")]
    [InlineData("")]
    public void Only_hashes_open_files(string hash) => Assert.Null(bot.Files.Open(hash));

    [Fact]
    public async Task What_nobody_names_is_swept_after_a_day()
    {
        var file = await bot.Employee("ada").Uploads("a.txt", "text"u8.ToArray());
        await bot.Files.Sweep(TestContext.Current.CancellationToken);
        Assert.NotNull(bot.Files.Open(file.Hash));

        bot.Clock.Advance(TimeSpan.FromHours(25));
        await bot.Files.Sweep(TestContext.Current.CancellationToken);
        Assert.Null(bot.Files.Open(file.Hash));
    }
}
