using System.Text;
using ChatOps.Conversations;
using ChatOps.Privacy;
using CsCheck;

namespace ChatOps.Tests.Privacy;

/// <summary>What people should not have sent is hidden before anything keeps it; serial numbers, ids and hashes are left alone.</summary>
public sealed class SecretsTests
{
    private static readonly (string Secret, string Text)[] Corpus =
        [.. Lines("secrets.tsv").Select(line => line.Split('\t')).Select(parts => (Unescape(parts[0]), Unescape(parts[1])))];

    private static readonly string[] Harmless = [.. Lines("harmless.txt").Select(Unescape)];

    /// <summary>Those that are found.</summary>
    internal static IReadOnlyList<(string Secret, string Text)> Masked { get; } = [.. Corpus.Where(sample => Secrets.Hide(sample.Text).Found is not [])];

    [Fact]
    public void Nearly_every_secret_is_hidden()
    {
        var missed = Corpus.Where(sample => Secrets.Hide(sample.Text).Text.Contains(sample.Secret, StringComparison.Ordinal)).ToArray();

        Assert.Equal(200, Corpus.Length);
        Assert.True(missed.Length <= 10, $"Missed {missed.Length} of 200:\n{string.Join('\n', missed.Select(sample => sample.Text))}");
    }

    [Fact]
    public void Harmless_texts_are_left_as_they_are()
    {
        var spoilt = Harmless.Where(text => Secrets.Hide(text).Text != text).ToArray();

        Assert.Equal(500, Harmless.Length);
        Assert.True(spoilt.Length <= 5, $"Spoilt {spoilt.Length} of 500:\n{string.Join('\n', spoilt.Select(text => Secrets.Hide(text).Text))}");
    }

    [Fact]
    public async Task Nothing_hidden_is_found_anywhere_afterwards()
    {
        await using var bot = new TestBot();
        var ada = bot.Employee("ada");

        foreach (var (_, text) in Masked)
        {
            var reply = await ada.Runs("ticket new", ("title", "It fails"), ("details", text));
            Assert.Contains("I hid what looked like", reply.Message.Text!.ToString(), StringComparison.Ordinal);
        }

        using var everything = new MemoryStream();
        await bot.Store.Export(everything, TestContext.Current.CancellationToken);
        var kept = Encoding.UTF8.GetString(everything.ToArray());
        Assert.Contains("It fails", kept, StringComparison.Ordinal);
        // A short number or word may stand there for another reason.
        Assert.DoesNotContain(Masked, sample => sample.Secret.Length > 8 && kept.Contains(sample.Secret.Replace("\n", "\\n", StringComparison.Ordinal), StringComparison.Ordinal));
    }

    [Fact]
    public async Task The_sender_is_told_in_one_sentence()
    {
        await using var bot = new TestBot();
        var reply = await bot.Employee("ada").Says("my password is Summer2026! and my card 4111 1111 1111 1111");

        Assert.Equal("I hid what looked like a password or a card number before anything was saved; if it was real, change it.", Last(reply));
    }

    [Fact]
    public void No_text_breaks_it_and_twice_hides_no_more_than_once() =>
        Gen.OneOf(Gen.String, Gen.Select(Gen.OneOf<string>("password: ", "my pin is ", "key=", "https://a:", "4111 "), Gen.String).Select((start, end) => start + end))
            .Sample(text =>
            {
                var once = Secrets.Hide(text).Text;
                return Secrets.Hide(once).Text == once;
            });

    private static string Last(Reply reply) => reply.Message.Text!.ToString() is var text && text.IndexOf("I hid", StringComparison.Ordinal) is var at ? text[at..] : "";

    private static string Unescape(string text) => text.Replace("\\n", "\n", StringComparison.Ordinal);

    private static string[] Lines(string name) => File.ReadAllLines(Path.Combine(AppContext.BaseDirectory, "Privacy", name));
}
