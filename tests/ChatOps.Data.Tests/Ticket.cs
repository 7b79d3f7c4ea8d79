using System.Text.Json.Serialization;
using ChatOps.Documents;

namespace ChatOps.Data.Tests;

public sealed record Ticket(string Id, string Title, string Status, string? Assignee, DateTimeOffset Due, string[] Labels, int Count = 0)
{
    public bool IsOpen => Status == "open";
}

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase)]
[JsonSerializable(typeof(Ticket))]
internal sealed partial class TicketJson : JsonSerializerContext;

internal static class Tickets
{
    public static readonly DateTimeOffset Start = new(2026, 9, 1, 8, 0, 0, TimeSpan.Zero);

    public static readonly Kind<Ticket> Kind = new Kind<Ticket>("ticket", TicketJson.Default.Ticket, ticket => ticket.Id)
        .Text(ticket => ticket.Title, ticket => Key.Of(ticket.Count, ticket.Id));

    public static readonly Index<Ticket> Open = Kind.Index("open", ticket => ticket.IsOpen ? Key.Of(ticket.Assignee, ticket.Due) : null);

    public static readonly Index<Ticket> ByLabel = Kind.Index("label", ticket => ticket.Labels.Select(label => Key.Of(label)));

    public static Ticket New(string id, string? assignee = "ann", int due = 0, string status = "open", params string[] labels) =>
        new(id, $"printer {id} jammed", status, assignee, Start.AddMinutes(due), labels);

    public static Batch Put(this Batch batch, Ticket ticket, long expected = 0) => batch.Put(Kind, ticket, expected);

    public static Fact Fact(string subject, string what = "created") => new(subject, Start, "ann", "web", what);

    public static Job Job(string id, int due = 0, string? lane = null, string payload = "") =>
        new(id, Start.AddMinutes(due), "remind", payload) { Lane = lane };
}
