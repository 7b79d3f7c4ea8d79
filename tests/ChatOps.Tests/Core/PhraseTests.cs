using ChatOps.Cards;
using ChatOps.Commands;
using ChatOps.Conversations;
using ChatOps.Features;
using ChatOps.People;

namespace ChatOps.Tests.Core;

/// <summary>Phrases, and what fields say of the texts they are given.</summary>
public sealed class PhraseTests
{
    private static readonly FeatureSet Features = new([new Trips()]);

    [Theory]
    [InlineData("trips to Rome", "trip find?to=Rome")]
    [InlineData("trains to Rome", "trip find?by=train&to=Rome")]
    [InlineData("by bike to Rome", "trip find?by=bike&to=Rome")]
    [InlineData("by rail to Rome", null)]
    [InlineData("cancel TR-7", "trip find?id=TR-7")]
    [InlineData("cancel the trip", null)]
    public void What_goes_without_saying_is_said_and_values_have_their_form(string sentence, string? invocation) =>
        Assert.Equal(invocation is null ? null : Invocation.Parse(invocation), Features.Phrase(sentence));

    [Theory]
    [InlineData("born", "yesterday", true)]
    [InlineData("born", "today", true)]
    [InlineData("born", "tomorrow", false)]
    [InlineData("leaves", "tomorrow 9am", true)]
    [InlineData("leaves", "2020-01-01T09:00Z", false)]
    public void A_field_says_which_days_will_do(string field, string value, bool fits) =>
        Assert.Equal(fits, Features.Catalog.Find("trip find")!.Bind(new((field, value)), new(TestBot.Monday, TimeZoneInfo.Utc)) is Binding.Complete);

    [Fact]
    public void A_code_is_a_code_and_not_a_word()
    {
        Assert.Equal("A4", Terms.Label(nameof(Paper.A4)));
        Assert.Equal("letter size", Terms.Label(nameof(Paper.LetterSize)));
        Assert.Equal(Paper.A4, Terms.TryParse(typeof(Paper), "a4"));
    }

    private enum Paper
    {
        A4,
        LetterSize,
    }

    private enum Means
    {
        Train,
        Bike,
    }

    private sealed record FindTrip(
        [Ask("Which?")] SubjectId? Id = null,
        [Ask("Where?")] string? To = null,
        [Ask("How?")] Means? By = null,
        [Ask("Born?", Tense = Tense.Past)] DateOnly? Born = null,
        [Ask("Leaves?", Tense = Tense.Future)] DateTimeOffset? Leaves = null) : Command;

    private sealed class Trips : IFeature
    {
        public void Define(FeatureBuilder feature) => feature.Command<FindTrip>(
            "trip find", "Find a trip", (_, _) => Task.FromResult<Reply>((Say)$"Found."), Effect.Read, Roles.Everyone,
            says: ["trips to {to}", "trains to {to} → by:train", "by {by} to {to}", "cancel {id}"]);
    }
}
