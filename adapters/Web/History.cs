using System.Net.ServerSentEvents;
using System.Runtime.CompilerServices;
using ChatOps.Conversations;
using ChatOps.Documents;
using ChatOps.People;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Hosting;

namespace ChatOps.Web;

/// <summary>What stands in a conversation, and what is added to it or changes while somebody looks.</summary>
internal sealed class History(Bot bot, IStore store, Visitors visitors, Committed committed, IHostApplicationLifetime life, TimeProvider clock)
{
    private const int PageSize = 50;
    private static readonly TimeSpan Poll = TimeSpan.FromMilliseconds(500);
    private static readonly TimeSpan Silence = TimeSpan.FromSeconds(15);

    /// <summary>The last messages, or those before a number.</summary>
    public async Task<IResult> Show(HttpContext http, long? before)
    {
        var person = Visitors.Of(http);

        // Read first: what changes while the messages are read comes again as an event, which does no harm.
        var last = await LastRevision(person, http.RequestAborted);
        var query = WebMessage.ByNumber.Where(person.Id) with
        {
            Descending = true,
            Take = PageSize,
            Until = before is { } number ? Key.Of(number) : null,
            Filter = message => message.State is not WebState.Deleted,
        };
        var page = await store.Find(query, http.RequestAborted);

        http.Response.Headers.ContentLanguage = person.Language;
        return Answers.Json(json =>
        {
            json.WriteStartObject();
            json.WritePropertyName("messages");
            new Drawing(person, clock.GetUtcNow(), bot).Write(json, page.Items.Select(item => item.Body).Reverse());
            json.WriteBoolean("more", page.Next is not null);
            json.WriteNumber("last", last);
            json.WriteEndObject();
        });
    }

    /// <summary>Everything after a revision, for as long as somebody listens who may.</summary>
    public IResult Follow(HttpContext http, long? after)
    {
        var from = long.TryParse(http.Request.Headers["Last-Event-ID"], System.Globalization.CultureInfo.InvariantCulture, out var seen) ? seen : after ?? 0;
        return TypedResults.ServerSentEvents(Follow(Visitors.VisitorOf(http), from, http.RequestAborted));
    }

    private async IAsyncEnumerable<SseItem<string>> Follow(Visitor visitor, long from, [EnumeratorCancellation] CancellationToken cancellation)
    {
        using var open = new Open();
        var person = visitor.Person;
        using var either = CancellationTokenSource.CreateLinkedTokenSource(cancellation, life.ApplicationStopping);
        var last = await LastRevision(person, cancellation);
        yield return new($"{last}", "hello") { ReconnectionInterval = TimeSpan.FromSeconds(1) };

        // A store that knows less than the page began anew; the page does so too, once it hears of it.
        from = Math.Min(from, last);
        var spoken = clock.GetUtcNow();

        while (!either.IsCancellationRequested && await visitors.IsStillHere(visitor, cancellation))
        {
            var next = committed.Next;
            var changed = await store.Find(WebMessage.ByRevision.Where(person.Id) with { From = Key.Of(from + 1) }, cancellation);

            foreach (var message in changed.Items.Select(item => item.Body))
            {
                from = message.Revision;
                spoken = clock.GetUtcNow();
                yield return new(Answers.Text(json => new Drawing(person, clock.GetUtcNow(), bot).Write(json, message)), "message") { EventId = $"{message.Revision}" };
            }

            if (changed.Items is not [])
                continue;

            if (clock.GetUtcNow() - spoken >= Silence)
            {
                // Nobody notices a connection that has gone dead but by writing to it.
                spoken = clock.GetUtcNow();
                yield return new("", "ping");
            }

            await Task.WhenAny(next, Task.Delay(Poll, clock, either.Token));
        }
    }

    /// <summary>Counts whoever follows their conversation.</summary>
    private sealed class Open : IDisposable
    {
        private static readonly KeyValuePair<string, object?> Here = new("platform", WebChannel.Name);

        public Open() => Telemetry.Conversations.Add(1, Here);

        public void Dispose() => Telemetry.Conversations.Add(-1, Here);
    }

    private async ValueTask<long> LastRevision(Person person, CancellationToken cancellation) =>
        (await store.Get(WebConversation.Kind, person.Id, cancellation))?.Body.LastRevision ?? 0;
}
