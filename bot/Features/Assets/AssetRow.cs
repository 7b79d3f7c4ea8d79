using ChatOps.Cards;
using ChatOps.Commands;
using ChatOps.Conversations;
using ChatOps.Documents;
using ChatOps.Importing;
using ChatOps.People;

namespace ChatOps.Assets;

/// <summary>One row of a table on its way to an asset. Empty cells, and those that cannot be read, leave things as they are.</summary>
internal sealed class AssetRow
{
    private const int LongestCell = 200;
    private const int LongestNote = 4000;

    private readonly TableRow row;
    private readonly AssetCells cells;

    public AssetRow(TableRow row, AssetCells cells)
    {
        (this.row, this.cells) = (row, cells);
        Tag = Cell(AssetTable.Tag);
        Serial = AssetCells.Serial(Cell(AssetTable.Serial));
    }

    public int Line => row.Line;

    public string? Tag { get; }

    public string? Serial { get; }

    /// <summary>What is wrong with it, in clauses.</summary>
    public List<Say> Notes { get; } = [];

    /// <summary>Why nothing comes of it; null: something does.</summary>
    public Say? Refused { get; set; }

    /// <summary>How a report calls it.</summary>
    public string Who => Tag ?? Serial ?? Cell(AssetTable.Number) ?? Name ?? "nothing";

    public string? LinksCell => Cell(AssetTable.Links);

    private string? Name => Cell(AssetTable.Name) ?? Made;

    private string? Made => string.Join(' ', ((string?[])[Cell(AssetTable.Manufacturer), Cell(AssetTable.Model)]).OfType<string>()) is { Length: > 0 } made ? made : Cell(AssetTable.Kind) ?? Tag ?? Serial;

    /// <summary>The asset that it speaks of, by tag, else serial number, else our own number.</summary>
    public async ValueTask<Asset?> Known(Turn turn)
    {
        var byTag = Tag is null ? null : await Claimed(AssetName.OfTag(Tag), turn);
        var bySerial = Serial is null ? null : await Claimed(AssetName.OfSerial(Serial), turn);

        if (byTag is not null && bySerial is not null && byTag.Id != bySerial.Id)
            Refused = $"the tag is {byTag.Id}'s and the serial number {bySerial.Id}'s";

        var numbered = SubjectId.TryParse(Cell(AssetTable.Number), null, out var id) && id.Series == Register.Series ? await turn.Get(Asset.Kind, id.ToString()) : null;

        // Our number alone says which one is meant only when nothing else could.
        return byTag ?? bySerial ?? (Tag is null && Serial is null ? numbered : null);
    }

    /// <summary>The asset as the row says it is.</summary>
    /// <param name="present">Null: it is new.</param>
    public async ValueTask<Asset> Compose(Asset? present, SubjectId id, Turn turn)
    {
        Notes.Clear();
        var asset = present ?? new(id, Name!);
        var holder = await HolderOf(turn);
        var purchased = Day(AssetTable.Purchased) ?? asset.Purchased;

        return asset with
        {
            Name = Cell(AssetTable.Name) ?? asset.Name,
            Tag = Tag is null || Tag.Equals(asset.Tag, StringComparison.OrdinalIgnoreCase) ? asset.Tag : Tag,
            Serial = Serial is null || Serial.Equals(asset.Serial, StringComparison.OrdinalIgnoreCase) ? asset.Serial : Serial,
            Type = Cell(AssetTable.Kind) ?? asset.Type,
            Manufacturer = Cell(AssetTable.Manufacturer) ?? asset.Manufacturer,
            Model = ModelOf ?? asset.Model,
            Holder = holder?.Id ?? asset.Holder,
            Since = holder is not null && holder.Id != asset.Holder ? turn.Now : asset.Since,
            Status = StatusOf(asset, holder, present is null),
            Place = Cell(AssetTable.HolderPlace) ?? Cell(AssetTable.Place) ?? asset.Place,
            Due = Day(AssetTable.Due) ?? asset.Due,
            Cost = CostOf ?? asset.Cost,
            Purchased = purchased,
            WarrantyUntil = WarrantyOf(purchased) ?? asset.WarrantyUntil,
            Audited = Day(AssetTable.Audited) ?? asset.Audited,
            Notes = Cell(AssetTable.Notes, lines: true) ?? asset.Notes,
        };
    }

    /// <summary>What it says that others are to it.</summary>
    public IEnumerable<(Relation Relation, string To)> Links()
    {
        foreach (var said in (LinksCell ?? "").Split(';', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries))
        {
            var relation = Array.Find(Enum.GetValues<Relation>(), relation => said.StartsWith(Terms.Label(relation.ToString()) + " ", StringComparison.OrdinalIgnoreCase));
            var label = Terms.Label(relation.ToString());

            // A column "depends on" names the others alone.
            yield return (relation, said.StartsWith(label + " ", StringComparison.OrdinalIgnoreCase) ? said[(label.Length + 1)..] : said);
        }
    }

    private string? ModelOf => (Cell(AssetTable.Model), Cell(AssetTable.ModelNumber)) switch
    {
        (null, var number) => number,
        ({ } model, { } number) when !model.Contains(number, StringComparison.OrdinalIgnoreCase) => $"{model} ({number})",
        var (model, _) => model,
    };

    private Money? CostOf
    {
        get
        {
            if (Cell(AssetTable.Cost) is not { } said)
                return null;

            var currency = Cell(AssetTable.Currency) is { } code && Money.IsCurrency(code) ? code.ToUpperInvariant() : null;
            return Money.Read(said, currency) is { } cost ? cost : Unreadable<Money>(said, said => $"\"{said}\" is no amount of money");
        }
    }

    private Status StatusOf(Asset asset, Person? holder, bool isNew)
    {
        var said = Cell(AssetTable.Status) is { } cell ? AssetCells.StatusOf(cell) : null;

        if (said is null && Cell(AssetTable.Status) is { } unknown)
            Notes.Add($"\"{unknown}\" is no status that I know");

        // What somebody has is in use, whatever the label on the shelf said.
        return said is { } status ? status is Status.InStock && (holder?.Id ?? asset.Holder) is not null ? Status.InUse : status
            : holder is not null && (isNew || holder.Id != asset.Holder) ? Status.InUse
            : asset.Status;
    }

    private DateOnly? Day(string field) => Cell(field) is not { } said ? null : cells.Day(said) is { } day ? day : Unreadable(said);

    private DateOnly? WarrantyOf(DateOnly? purchased)
    {
        if (Cell(AssetTable.Warranty) is not { } said || said is "0")
            return null;

        if (cells.WarrantyOf(said, purchased) is { } until)
            return until;

        if (!AssetCells.IsMonths(said))
            return Unreadable(said);

        Notes.Add($"months of warranty say nothing without a day of purchase");
        return null;
    }

    private DateOnly? Unreadable(string said)
    {
        Notes.Add($"\"{said}\" is no day that I can read");
        return null;
    }

    private T? Unreadable<T>(string said, Func<string, Say> wrong)
        where T : class
    {
        Notes.Add(wrong(said));
        return null;
    }

    // Nobody is made up: whom the file names and nobody knows is reported.
    private async ValueTask<Person?> HolderOf(Turn turn)
    {
        if (Cell(AssetTable.Email) is { } email)
            return await One(Person.ByEmail, email, turn) ?? Nobody(email);

        if (Cell(AssetTable.EmployeeNumber) is { } number && await One(Person.ByEmployeeNumber, number, turn) is { } numbered)
            return numbered;

        var name = Cell(AssetTable.Holder) ?? (string.Join(' ', ((string?[])[Cell(AssetTable.FirstName), Cell(AssetTable.LastName)]).OfType<string>()) is { Length: > 0 } both ? both : null);

        if (name is null)
            return null;

        return await One(Person.ByEmail, name, turn) ?? await turn.Get(Person.Kind, name.ToLowerInvariant()) ?? await One(Person.ByName, name, turn) ?? Nobody(name);
    }

    private Person? Nobody(string name)
    {
        Notes.Add($"\"{name}\" is nobody here, or several: the holder is left out");
        return null;
    }

    private static async ValueTask<Person?> One(Index<Person> index, string text, Turn turn) =>
        await turn.Find(index.Where(text.ToLowerInvariant()) with { Take = 2 }) is { Items: [var only] } ? only.Body : null;

    private static async ValueTask<Asset?> Claimed(string name, Turn turn) =>
        name.Length <= LongestCell + 10 && await turn.Get(AssetName.Kind, name) is { } claim ? await turn.Get(Asset.Kind, claim.Asset.ToString()) : null;

    private string? Cell(string field, bool lines = false)
    {
        if (row[field] is not { } raw)
            return null;

        var text = lines ? raw : raw.ReplaceLineEndings(" ").Trim();
        var longest = lines ? LongestNote : LongestCell;

        if (text.Length <= longest)
            return text.Length > 0 ? text : null;

        var kept = char.IsHighSurrogate(text[longest - 1]) ? longest - 1 : longest;
        return text[..kept].TrimEnd();
    }
}
