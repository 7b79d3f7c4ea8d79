using System.Net;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using ChatOps.Cards;
using ChatOps.Commands;
using ChatOps.Conversations;
using ChatOps.Documents;
using ChatOps.Features;
using ChatOps.Host.CommandLine;
using ChatOps.Host.Configuration;
using ChatOps.Host.Doctor;
using ChatOps.Host.Importing;
using ChatOps.Host.Observing;
using ChatOps.Host.Owning;
using ChatOps.Host.Storing;
using ChatOps.Terminal;

namespace ChatOps.Host.Serving;

/// <summary>Something that a command line has done where the data is: in the server beside it, or in its own process.</summary>
/// <param name="Do">Tells how far it has come, line by line, and what there is to print in the end.</param>
internal sealed record Errand<T>(string Path, JsonTypeInfo<T> Asked, Func<IServiceProvider, T, Action<Say>, CancellationToken, Task<Printed>> Do)
{
    /// <summary>One that is done in a moment.</summary>
    public Errand(string path, JsonTypeInfo<T> asked, Func<IServiceProvider, T, CancellationToken, Task<Printed>> work)
        : this(path, asked, (services, request, _, cancellation) => work(services, request, cancellation))
    {
    }
}

internal static class Errands
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(3);
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(100);

    public static readonly Errand<ImportRequest> ImportPeople = new(
        "/cli/import/people",
        WireJson.Default.ImportRequest,
        (services, request, cancellation) => new PeopleImport(services.GetRequiredService<Bot>(), services.GetRequiredService<IStore>()).Run(request, cancellation));

    public static readonly Errand<ImportRequest> ImportAssets = Import("assets");

    public static readonly Errand<ClaimRequest> Claim = new(
        "/cli/admin/claim",
        WireJson.Default.ClaimRequest,
        (services, request, cancellation) => new Ownership(services.GetRequiredService<Bot>()).Claim(request, cancellation));

    public static readonly Errand<CodeRequest> Code = new(
        "/cli/admin/code",
        WireJson.Default.CodeRequest,
        (services, request, cancellation) => new Ownership(services.GetRequiredService<Bot>()).Code(request, cancellation));

    public static readonly Errand<CodeRequest> Status = new(
        "/cli/admin/status",
        WireJson.Default.CodeRequest,
        async (services, request, cancellation) =>
        {
            var message = await services.GetRequiredService<Bot>().Do(
                $"cli:{request.User}",
                "admin status",
                async turn => (await turn.Run(Invocation.Of("admin status"))).Message with { Reader = turn.Reader with { Language = request.Language } },
                cancellation);

            return new([.. TerminalPrinting.Draw(message).TrimEnd().Split('\n').Select(Say.Text)], IsFine: true);
        });

    public static readonly Errand<VerifyRequest> VerifyAudit = new(
        "/cli/audit/verify",
        WireJson.Default.VerifyRequest,
        async (services, request, cancellation) =>
        {
            var printed = await AuditCommand.Verify(services.GetRequiredService<IStore>(), cancellation);

            // That somebody has looked is itself noted.
            await services.GetRequiredService<Bot>().Do($"cli:{request.User}", "audit verify", turn =>
            {
                turn.Note("audit", "audit verify");
                return Task.FromResult(true);
            }, cancellation);

            return printed;
        });

    public static readonly Errand<CodeRequest> Setup = new(
        "/cli/setup",
        WireJson.Default.CodeRequest,
        (services, request, cancellation) => Checklist.Of(services.GetRequiredService<Bot>(), request, cancellation));

    /// <exception cref="Trouble">It cannot be done, and why.</exception>
    public static Task<Printed> Run<T>(this Errand<T> errand, Settings settings, T request, CancellationToken cancellation) =>
        errand.Run(settings, request, _ => { }, cancellation);

    /// <summary>In how many conversations of Teams the bot was heard, and how many of them are still there.</summary>
    public static readonly Errand<CodeRequest> Teams = new(
        "/cli/teams",
        WireJson.Default.CodeRequest,
        (services, _, cancellation) => TeamsExamination.Count(services.GetRequiredService<IStore>(), services.GetRequiredService<Settings>().Teams, cancellation));

    /// <param name="tell">Gets a line now and then while it is done.</param>
    /// <exception cref="Trouble">It cannot be done, and why.</exception>
    public static async Task<Printed> Run<T>(this Errand<T> errand, Settings settings, T request, Action<Say> tell, CancellationToken cancellation)
    {
        var folder = new DataFolder(settings.Folder).Prepare();
        var clock = TimeProvider.System;

        for (var began = clock.GetTimestamp(); ;)
        {
            if (await Neighbour.Find(folder, cancellation) is var (client, _))
            {
                using (client)
                    return await Ask(client, errand, request, tell, cancellation);
            }

            try
            {
                return await DoHere(errand, settings, folder, request, tell, cancellation);
            }
            catch (StoreException e) when (e.InnerException is IOException && clock.GetElapsedTime(began) < Patience)
            {
                // A server that is just starting has the folder, and does not answer yet.
                await Task.Delay(Pause, clock, cancellation);
            }
        }
    }

    // What features take in.
    private static Errand<ImportRequest> Import(string name) => new(
        $"/cli/import/{name}",
        WireJson.Default.ImportRequest,
        (services, request, cancellation) => new TableImport(
            services.GetRequiredService<FeatureSet>().Imports.Single(import => import.Name == name),
            services.GetRequiredService<Bot>(),
            services.GetRequiredService<IStore>()).Run(request, cancellation));

    private static async Task<Printed> DoHere<T>(Errand<T> errand, Settings settings, DataFolder folder, T request, Action<Say> tell, CancellationToken cancellation)
    {
        await using var store = await folder.Open(settings, cancellation);
        await using var services = new ServiceCollection().AddLogging(logging => logging.AddQuietConsole()).AddBot(settings, folder, store).BuildServiceProvider();
        await Composition.Prepare(services, cancellation);

        try
        {
            var printed = await errand.Do(services, request, tell, cancellation);
            // What it leaves for the clock is done before the process ends.
            await services.GetRequiredService<Outbox>().Drain(cancellation);
            return printed;
        }
        catch (Refusal refusal)
        {
            throw new Trouble(refusal.Why, refusal);
        }
    }

    private static async Task<Printed> Ask<T>(HttpClient server, Errand<T> errand, T request, Action<Say> tell, CancellationToken cancellation)
    {
        try
        {
            using var message = new HttpRequestMessage(HttpMethod.Post, errand.Path) { Content = JsonContent.Create(request, errand.Asked) };
            using var response = await server.SendAsync(message, HttpCompletionOption.ResponseHeadersRead, cancellation);

            if (response.StatusCode is not HttpStatusCode.UnprocessableEntity)
                response.EnsureSuccessStatusCode();

            await using var lines = await response.Content.ReadAsStreamAsync(cancellation);

            await foreach (var told in JsonSerializer.DeserializeAsyncEnumerable(lines, WireJson.Default.Told, topLevelValues: true, cancellation))
            {
                if (told is { Printed: { } printed })
                    return printed;

                if (told is { Why: { } why })
                    throw new Trouble(why);

                tell(told?.Line ?? $"");
            }

            throw new HttpRequestException("The answer has no end.");
        }
        catch (Exception e) when (e is HttpRequestException or IOException or JsonException)
        {
            throw new Trouble($"The server at {server.BaseAddress?.ToString()} no longer answers. Start it again, or this command: it then works without one.", e);
        }
    }
}
