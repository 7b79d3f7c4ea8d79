using System.Text.RegularExpressions;
using ChatOps.Cards;
using ChatOps.Commands;
using ChatOps.Conversations;
using ChatOps.Features;
using ChatOps.People;

namespace ChatOps.Assets;

/// <summary>What the commands on assets have in common: which one is meant, and that tags and serial numbers stay unique.</summary>
internal static partial class Register
{
    public const string Series = "AST";

    private const int MostNamed = 4;
    private const int MostShown = 10;
    private const int MostOptions = 101;

    /// <returns>Null: there is none for the caller, or several of that name.</returns>
    public static async ValueTask<Asset?> Asset(this Turn turn, string text)
    {
        text = text.Trim();

        if (text.Length is 0)
            return null;

        if (SubjectId.TryParse(text, null, out var id) && id.Series == Series && await turn.Get(Assets.Asset.Kind, id.ToString()) is { } numbered)
            return numbered;

        foreach (var name in (string[])[AssetName.OfTag(text), AssetName.OfSerial(text)])
        {
            if (await turn.Get(AssetName.Kind, name) is { } claim && await turn.Get(Assets.Asset.Kind, claim.Asset.ToString()) is { } known)
                return known;
        }

        return await turn.Named(text) is [var only] ? only : null;
    }

    /// <summary>The asset that is meant, or a refusal that reads the same whether it does not exist or is not the caller's to see.</summary>
    public static async ValueTask<Asset> Asset(this Turn turn, SubjectRef reference)
    {
        if (await turn.Asset(reference.Text) is { } asset)
            return asset;

        throw Unclear(reference.Text, await turn.Named(reference.Text));
    }

    /// <summary>The same where nothing is changed: "the mail server" is the one asset that fits these words, when there is one.</summary>
    public static async ValueTask<Asset> LikelyAsset(this Turn turn, string text)
    {
        var words = Article().Replace(text.Trim(), "");

        if (await turn.Asset(text) is { } known)
            return known;

        var fitting = await turn.Named(words) is { Count: > 0 } named ? named : (await AssetSearch.Find(words, MostNamed, _ => true, turn)).Assets;
        return fitting is [var only] ? only : throw Unclear(text, fitting);
    }

    public static async ValueTask<Subject?> Find(string text, Turn turn) =>
        await turn.Asset(text) is { } asset ? new(asset.Id, Title(asset)) : null;

    /// <summary>For pickers: those of the caller first when nothing is typed, else what fits.</summary>
    public static async Task<IReadOnlyList<Option>> Options(string typed, Turn turn)
    {
        var assets = typed.Trim().Length > 0
            ? (await AssetSearch.Find(typed, MostOptions, _ => true, turn)).Assets
            : [.. (await turn.Find(Assets.Asset.All.Where() with { Take = MostOptions })).Items.Select(item => item.Body)];

        return [.. assets.Select(asset => new Option(asset.Id.ToString(), $"{asset.Id} {Title(asset)}"))];
    }

    /// <summary>What somebody has, for whoever may know it.</summary>
    public static async ValueTask<IReadOnlyList<Block>> OfPerson(Person person, Turn turn)
    {
        var page = await turn.Find(Assets.Asset.ByHolder.Where(person.Id) with { Take = MostShown });

        return page.Items is []
            ? []
            : [new Block.Section($"Assets of {person}", [await AssetList.Table([.. page.Items.Select(item => item.Body)], turn)])];
    }

    /// <summary>Saves what has changed; a tag or serial number of another asset is refused.</summary>
    public static async ValueTask Keep(this Turn turn, Asset? before, Asset after)
    {
        await turn.Claim(before?.Tag is { } oldTag ? AssetName.OfTag(oldTag) : null, after.Tag is { } tag ? AssetName.OfTag(tag) : null, after.Id);
        await turn.Claim(before?.Serial is { } oldSerial ? AssetName.OfSerial(oldSerial) : null, after.Serial is { } serial ? AssetName.OfSerial(serial) : null, after.Id);
        turn.Save(Assets.Asset.Kind, after);
    }

    public static Say Title(Asset asset) => Say.Text(asset.Make is { } make && !asset.Name.Contains(make, StringComparison.OrdinalIgnoreCase) ? $"{asset.Name}, {make}" : asset.Name);

    private static Refusal Unclear(string text, IReadOnlyList<Asset> fitting) => fitting is [_, _, ..]
        ? new Refusal($"\"{text}\" could be {Say.List(fitting.Select(one => (Say)$"{one.Id}"))}. Say the number or the tag.")
        : new Refusal($"There is no asset \"{text}\". Say its number, its tag or its serial number.");

    [GeneratedRegex(@"^(the|my|our|der|die|das|den|dem|mein|meine|unser|unsere)\s+", RegexOptions.IgnoreCase | RegexOptions.ExplicitCapture)]
    private static partial Regex Article();

    private static async ValueTask<IReadOnlyList<Asset>> Named(this Turn turn, string name) =>
        [.. (await turn.Find(Assets.Asset.ByName.Where(name.ToLowerInvariant()) with { Take = MostNamed })).Items.Select(item => item.Body)];

    private static async ValueTask Claim(this Turn turn, string? was, string? now, SubjectId id)
    {
        if (was == now)
            return;

        if (now is not null)
        {
            if (await turn.Get(AssetName.Kind, now) is { } taken && taken.Asset != id)
                throw new Refusal($"{taken.Asset} has \"{now[(now.IndexOf(':', StringComparison.Ordinal) + 1)..]}\" already. Give another one: every tag and every serial number belongs to one asset.");

            turn.Save(AssetName.Kind, new(now, id));
        }

        if (was is not null && await turn.Get(AssetName.Kind, was) is { } old && old.Asset == id)
            turn.Delete(AssetName.Kind, was);
    }
}
