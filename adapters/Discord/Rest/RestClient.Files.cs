using ChatOps.Discord.Wire;

namespace ChatOps.Discord.Rest;

/// <summary>What people have attached.</summary>
internal sealed partial class RestClient
{
    private static readonly string[] Hosts = ["cdn.discordapp.com", "media.discordapp.net"];

    /// <returns>To be disposed of; it has no more bytes than Discord said.</returns>
    /// <exception cref="DiscordException">It is not at Discord, or no longer there.</exception>
    public async Task<byte[]> Download(Attachment attachment, CancellationToken cancellation)
    {
        const string request = "GET attachment";

        if (!Uri.TryCreate(attachment.Url, UriKind.Absolute, out var url) || !IsOfDiscord(url))
            throw new DiscordException(request, null, new(0, "The attachment does not lie at Discord.", null));

        try
        {
            using var message = new HttpRequestMessage(HttpMethod.Get, url);
            message.Headers.TryAddWithoutValidation("User-Agent", settings.UserAgent);
            using var response = await http.SendAsync(message, HttpCompletionOption.ResponseHeadersRead, cancellation);

            if (!response.IsSuccessStatusCode)
                throw new DiscordException(request, response.StatusCode, new(0, response.ReasonPhrase, null));

            return await ReadAtMost(response, attachment.Size, cancellation);
        }
        catch (Exception e) when (e is HttpRequestException or IOException || e is TaskCanceledException && !cancellation.IsCancellationRequested)
        {
            throw new DiscordException(request, null, new(0, e.Message, null), e);
        }
    }

    private static async Task<byte[]> ReadAtMost(HttpResponseMessage response, long size, CancellationToken cancellation)
    {
        using var content = new MemoryStream();
        await using var stream = await response.Content.ReadAsStreamAsync(cancellation);
        var buffer = new byte[1 << 16];

        for (int read; (read = await stream.ReadAsync(buffer, cancellation)) > 0;)
        {
            if (content.Length + read > size)
                throw new IOException("It is larger than Discord said.");

            content.Write(buffer, 0, read);
        }

        return content.ToArray();
    }

    private bool IsOfDiscord(Uri url) =>
        (url.Scheme is "https" && Hosts.Contains(url.Host, StringComparer.OrdinalIgnoreCase)) || url.GetLeftPart(UriPartial.Authority) == settings.ApiBase.GetLeftPart(UriPartial.Authority);
}
