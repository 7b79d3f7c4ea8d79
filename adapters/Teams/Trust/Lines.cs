namespace ChatOps.Teams.Trust;

/// <summary>The connections to Microsoft. None follows where it is sent: a token goes only where it was meant to.</summary>
internal sealed class Lines : IDisposable
{
    private const int LargestDescription = 4 * 1024 * 1024;

    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    private readonly SocketsHttpHandler handler = new()
    {
        AllowAutoRedirect = false,
        UseCookies = false,
        ConnectTimeout = TimeSpan.FromSeconds(10),
        PooledConnectionLifetime = TimeSpan.FromMinutes(5),
    };

    public Lines() => Http = new(handler) { Timeout = Patience };

    public HttpClient Http { get; }

    /// <summary>The same connections, under somebody else's rules.</summary>
    public HttpMessageHandler Handler => handler;

    public async Task<string> Get(Uri address, CancellationToken cancellation)
    {
        using var limited = new HttpRequestMessage(HttpMethod.Get, address);
        using var response = await Http.SendAsync(limited, HttpCompletionOption.ResponseHeadersRead, cancellation);
        response.EnsureSuccessStatusCode();
        await response.Content.LoadIntoBufferAsync(LargestDescription, cancellation);
        return await response.Content.ReadAsStringAsync(cancellation);
    }

    public void Dispose()
    {
        Http.Dispose();
        handler.Dispose();
    }
}
