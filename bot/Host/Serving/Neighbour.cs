using System.Net.Http.Headers;
using System.Text.Json;
using ChatOps.Host.Storing;

namespace ChatOps.Host.Serving;

/// <summary>The server that has a data folder, seen from a command line beside it.</summary>
internal static class Neighbour
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(10);

    /// <returns>A client that may speak with it; null: none answers.</returns>
    public static async Task<(HttpClient Client, Status Status)?> Find(DataFolder folder, CancellationToken cancellation)
    {
        if (ServerFile.Read(folder.ServerFile) is not { } file || !Uri.TryCreate(file.Address, UriKind.Absolute, out var address))
            return null;

        // One connection to this machine, for as long as one command runs. The proxy is not for that.
        var client = new HttpClient(new SocketsHttpHandler { UseProxy = false, ConnectTimeout = Patience })
        {
            BaseAddress = address,
            // A backup takes as long as it takes; whoever waits can stop waiting.
            Timeout = Timeout.InfiniteTimeSpan,
            DefaultRequestHeaders = { Authorization = new AuthenticationHeaderValue("Bearer", file.Secret) },
        };

        try
        {
            using var soon = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
            soon.CancelAfter(Patience);

            if (await client.GetFromJsonAsync(Paths.Status, WireJson.Default.Status, soon.Token) is { } status && status.Pid == file.Pid)
                return (client, status);
        }
        catch (Exception e) when (e is HttpRequestException or JsonException || e is OperationCanceledException && !cancellation.IsCancellationRequested)
        {
            // Killed, or another program at that port: not ours to speak with.
        }

        client.Dispose();
        return null;
    }
}
