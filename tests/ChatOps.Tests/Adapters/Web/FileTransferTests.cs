using System.Net;
using System.Text;
using System.Text.Json.Nodes;

namespace ChatOps.Tests.Adapters.Web;

public sealed class FileTransferTests : IAsyncLifetime
{
    private static readonly byte[] Png = [0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A, 1, 2, 3, 4];

    private WebServer server = null!;
    private Client ada = null!;
    private Client grace = null!;

    public async ValueTask InitializeAsync()
    {
        server = await WebServer.Start(new Lists());
        (ada, grace) = (new(server, "ada"), new(server, "grace"));
    }

    public async ValueTask DisposeAsync()
    {
        ada.Dispose();
        grace.Dispose();
        await server.DisposeAsync();
    }

    [Fact]
    public async Task A_picture_is_shown_to_whoever_has_a_message_that_names_it()
    {
        var (number, hash) = await Attach("error.png", Png);

        using var mine = await ada.Get($"/files/{number}/{hash}");
        Assert.Equal("image/png", mine.Content.Headers.ContentType!.MediaType);
        Assert.Null(mine.Content.Headers.ContentDisposition);
        Assert.Equal("nosniff", Assert.Single(mine.Headers.GetValues("X-Content-Type-Options")));
        Assert.Contains("sandbox", Assert.Single(mine.Headers.GetValues("Content-Security-Policy")), StringComparison.Ordinal);
        Assert.Equal(Png, await mine.Content.ReadAsByteArrayAsync(TestContext.Current.CancellationToken));

        using var hers = await grace.Get($"/files/{number}/{hash}");
        Assert.Equal(HttpStatusCode.NotFound, hers.StatusCode);
    }

    [Fact]
    public async Task Anything_else_is_saved_and_not_shown()
    {
        var (number, hash) = await Attach("page.txt", Encoding.UTF8.GetBytes("<script>alert(1)</script>"));
        using var response = await ada.Get($"/files/{number}/{hash}");

        Assert.Equal("application/octet-stream", response.Content.Headers.ContentType!.MediaType);
        Assert.Equal("attachment", response.Content.Headers.ContentDisposition!.DispositionType);
        Assert.Equal("page.txt", response.Content.Headers.ContentDisposition.FileName);
    }

    [Fact]
    public async Task A_file_that_no_message_of_mine_names_does_not_exist()
    {
        var staged = await Client.Json(await ada.Upload("error.png", Png));
        await ada.Say("hello", null, new JsonObject { ["hash"] = staged["hash"]!.DeepClone(), ["name"] = "error.png" });

        foreach (var number in (int[])[1, 2, 3])
        {
            using var response = await ada.Get($"/files/{number}/{staged["hash"]}");
            Assert.Equal(HttpStatusCode.NotFound, response.StatusCode);
        }
    }

    [Theory]
    [InlineData("tool.exe", "MZ", "tool.exe is of a kind that is not taken.")]
    [InlineData("fake.png", "<html>", "fake.png is of a kind that is not taken.")]
    [InlineData("nothing.txt", "", "nothing.txt is empty.")]
    public async Task A_file_that_is_not_taken_is_refused_in_a_sentence(string name, string content, string says)
    {
        using var response = await ada.Upload(name, Encoding.UTF8.GetBytes(content));

        Assert.Equal(HttpStatusCode.BadRequest, response.StatusCode);
        Assert.StartsWith(says, await Client.Error(response), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(20 * 1024 * 1024 + 1)]
    [InlineData(22 * 1024 * 1024)]
    public async Task A_file_that_is_too_large_is_refused_in_a_sentence(int size)
    {
        using var response = await ada.Upload("large.txt", Encoding.UTF8.GetBytes(new string('a', size)));

        Assert.False(response.IsSuccessStatusCode);
        Assert.Contains("is larger than 20 MB", await Client.Error(response), StringComparison.Ordinal);
    }

    private async Task<(long Number, string Hash)> Attach(string name, byte[] content)
    {
        var staged = await Client.Json(await ada.Upload(name, content));
        var answer = await ada.Say($"list add LI-1 milk file:{staged["value"]}");
        return ((long)answer[1]!["number"]!, (string)staged["hash"]!);
    }
}
