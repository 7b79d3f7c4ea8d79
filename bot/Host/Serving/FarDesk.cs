using System.Net;
using System.Security.Cryptography;
using System.Text.Json.Serialization.Metadata;
using ChatOps.Conversations;
using ChatOps.Terminal.Chatting;

namespace ChatOps.Host.Serving;

/// <summary>The bot in the server that has the data folder.</summary>
internal sealed class FarDesk(HttpClient server, Speaker speaker) : IDesk
{
    public Task<Guest> Greet(CancellationToken cancellation) =>
        Ask(Paths.Greet, speaker, WireJson.Default.Speaker, WireJson.Default.Guest, cancellation);

    public Task<Reply> Hear(Input input, CancellationToken cancellation) => Ask(
        Paths.Hear,
        HearRequest.Of(speaker, RandomNumberGenerator.GetHexString(20, lowercase: true), input),
        WireJson.Default.HearRequest,
        MessageJson.Default.Reply,
        cancellation);

    public Task<IReadOnlyList<Notice>> Notices(IReadOnlyList<string> printed, TimeSpan patience, CancellationToken cancellation) => Ask(
        Paths.Notices,
        new(speaker, printed, patience.TotalSeconds),
        WireJson.Default.NoticesRequest,
        WireJson.Default.IReadOnlyListNotice,
        cancellation);

    public ValueTask DisposeAsync()
    {
        server.Dispose();
        return ValueTask.CompletedTask;
    }

    private async Task<TAnswer> Ask<TAsk, TAnswer>(string path, TAsk ask, JsonTypeInfo<TAsk> asked, JsonTypeInfo<TAnswer> answered, CancellationToken cancellation)
    {
        try
        {
            using var response = await server.PostAsJsonAsync(path, ask, asked, cancellation);

            if (response.StatusCode is HttpStatusCode.UnprocessableEntity)
                throw new Trouble((await response.Content.ReadFromJsonAsync(WireJson.Default.Told, cancellation))!.Why!);

            response.EnsureSuccessStatusCode();
            return (await response.Content.ReadFromJsonAsync(answered, cancellation))!;
        }
        catch (HttpRequestException e)
        {
            throw new Trouble($"The server at {server.BaseAddress?.ToString()} no longer answers. Start it again, or this command: it then works without one.", e);
        }
    }
}
