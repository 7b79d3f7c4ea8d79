using ChatOps.Cards;
using ChatOps.Commands;
using ChatOps.Conversations;
using ChatOps.Data;
using ChatOps.Features;
using ChatOps.Host.Demo;
using ChatOps.People;
using ChatOps.Teams.Drawing;

namespace ChatOps.Tests.Teams.Drawing;

/// <summary>What stands on the locked telephones of a company in two months.</summary>
public sealed class NoticeTests
{
    private const int LongestName = 20;

    [Fact]
    public async Task Every_notice_says_its_number_who_and_what_is_wanted_in_one_line_and_its_card_has_three_buttons_in_view()
    {
        await using var store = new InMemoryStore();
        var (features, telephones) = (new FeatureSet(TestBot.All), new Telephones());
        await store.Prepare(features.Kinds);
        await Demonstration.Prepare(store, ["web", "terminal"], TestContext.Current.CancellationToken);
        await SampleCompany.Settle(store, default);

        using (var walk = new Walk(store, features, telephones))
            await walk.Run(TestBot.Monday, _ => { }, TestContext.Current.CancellationToken);

        var kinds = telephones.Rung.GroupBy(notice => notice.Text!.Template).ToArray();
        Assert.InRange(kinds.Length, 20, 200);
        Assert.All(telephones.Rung, notice => Assert.All((string[])["en", "de"], language => Rings(notice with { Reader = new(language, TimeZoneInfo.Utc, TestBot.Monday) })));
        Assert.All(kinds.SelectMany(kind => kind.Take(2)), notice => Assert.All(new MessageDrawing(new() { IsTeams = true }).Draw(notice), TeamsCard.AssertTaken));
    }

    private static void Rings(Message notice)
    {
        var summary = Summary.Of(notice);
        Assert.InRange(summary.Length, 1, Summary.Longest);

        // Whatever of these it names, the telephone names too; what is wanted comes first, or is cut after a word.
        Assert.All(notice.Text!.Parts.OfType<Part.Id>(), id => Assert.Contains(id.Subject, summary, StringComparison.Ordinal));
        Assert.All(notice.Text.Parts.OfType<Part.Who>(), who => Assert.Contains(who.Name[..Math.Min(who.Name.Length, LongestName)], summary, StringComparison.Ordinal));
        Assert.True(notice.Shown is not { } shown || !SubjectId.TryParse(shown.Id, null, out var subject) || summary.Contains(subject.ToString(), StringComparison.Ordinal));
    }

    /// <summary>Everybody reads there, and nobody looks at it again.</summary>
    private sealed class Telephones : IChannel
    {
        public string Platform => "teams";

        public List<Message> Rung { get; } = [];

        public ValueTask<Place?> PlaceOf(Person person, CancellationToken cancellation = default) => new(new Place("teams", person.Id));

        public Task<Sent> Send(Place place, Message message, string token, CancellationToken cancellation = default)
        {
            lock (Rung)
                Rung.Add(message);

            return Task.FromResult(new Sent(place, token));
        }

        public Task<Sent?> Update(Sent sent, Message message, CancellationToken cancellation = default) => Task.FromResult<Sent?>(sent);

        public Task Delete(Sent sent, CancellationToken cancellation = default) => Task.CompletedTask;
    }
}
