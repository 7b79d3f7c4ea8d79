using System.Globalization;
using System.Text;
using ChatOps.Commands;
using ChatOps.Conversations;
using ChatOps.Importing;
using ChatOps.People;

namespace ChatOps.Assets;

/// <summary>Assets as a table: the columns that there are, and how an asset stands in them.</summary>
internal static class AssetTable
{
    public const string Number = "number";
    public const string Tag = "tag";
    public const string Name = "name";
    public const string Kind = "kind";
    public const string Manufacturer = "manufacturer";
    public const string Model = "model";
    public const string ModelNumber = "model-number";
    public const string Serial = "serial";
    public const string Status = "status";
    public const string Holder = "holder";
    public const string Email = "holder-email";
    public const string FirstName = "holder-first-name";
    public const string LastName = "holder-last-name";
    public const string EmployeeNumber = "holder-number";
    public const string Place = "place";
    public const string HolderPlace = "holder-place";
    public const string Due = "due";
    public const string Cost = "cost";
    public const string Currency = "currency";
    public const string Purchased = "purchased";
    public const string Warranty = "warranty";
    public const string Audited = "audited";
    public const string Notes = "notes";
    public const string Links = "links";

    /// <summary>The names that such columns have: ours, those of Snipe-IT's files and of its lists, and those of others.</summary>
    public static readonly IReadOnlyDictionary<string, string> Columns = new Dictionary<string, string>(StringComparer.Ordinal)
    {
        [Number] = "asset number,chatops number",
        [Tag] = "asset tag,asset tag id,tag id,inventory number,inventory no,barcode,inventarnummer,inventarnr,anlagennummer,numéro d'inventaire,número de inventario,inventarisnummer",
        [Name] = "item name,asset name,device name,hostname,host name,description,computer name,bezeichnung,gerätename,désignation,nombre del activo",
        [Kind] = "category,asset type,type,device type,class,kategorie,geräteart,art,catégorie,categoría",
        [Manufacturer] = "brand,make,vendor,hersteller,fabricant,fabricante",
        [Model] = "model name,asset model,modell,modellname,modèle,modelo",
        [ModelNumber] = "model no,model no.,modellnummer",
        [Serial] = "serial number,serial no,serial no.,s/n,service tag,seriennummer,seriennr,numéro de série,número de serie",
        [Status] = "status label,state,zustand,statut,estado",
        [Holder] = "full name,checked out to,assigned to,assignee,owner,user,username,checked out to: username,checked out to: name,current user,benutzer,nutzer,zugewiesen an,utilisateur,usuario",
        [Email] = "email,e-mail,email address,user email,checked out to: email,owner email,mail",
        [FirstName] = "first name,checked out to: first name,vorname",
        [LastName] = "last name,checked out to: last name,nachname",
        [EmployeeNumber] = "employee number,employee num,employee no,personalnummer",
        [Place] = "location,room,site,office,default location,ort,standort,raum,lieu,ubicación",
        [HolderPlace] = "checked out to: location,checkout location,assigned location",
        [Due] = "due back,due date,expected checkin,expected checkin date,return date,rückgabe,rückgabe bis",
        [Cost] = "purchase cost,price,purchase price,kaufpreis,anschaffungskosten,preis,prix,precio,coût",
        [Currency] = "währung,devise,moneda",
        [Purchased] = "purchase date,bought,date of purchase,kaufdatum,anschaffungsdatum,date d'achat,fecha de compra",
        [Warranty] = "warranty until,warranty expires,warranty months,warranty expiration,warranty lenghts (months),warranty length (months),garantie bis,garantie,garantía",
        [Audited] = "last audit,last seen,last audit date,letzte inventur",
        [Notes] = "note,asset notes,comment,comments,bemerkung,notiz,notizen,remarques,notas",
        [Links] = "relations,depends on,verknüpfungen",
    };

    private static readonly string[] Written = ["Number", "Tag", "Name", "Kind", "Manufacturer", "Model", "Serial", "Status", "Holder", "Place", "Due back", "Cost", "Currency", "Purchased", "Warranty until", "Audited", "Notes", "Links"];

    public static async ValueTask<string> Write(IReadOnlyList<Asset> assets, Turn turn)
    {
        var text = new StringBuilder(Csv.Line(Written));

        foreach (var asset in assets)
        {
            text.Append(Csv.Line(
            [
                asset.Id.ToString(), asset.Tag, asset.Name, asset.Type, asset.Manufacturer, asset.Model, asset.Serial, Terms.Label(asset.Status.ToString()),
                await HolderOf(asset, turn), asset.Place, Day(asset.Due), asset.Cost?.Plain, asset.Cost?.Currency, Day(asset.Purchased), Day(asset.WarrantyUntil), Day(asset.Audited),
                asset.Notes, await LinksOf(asset, turn),
            ]));
        }

        return text.ToString();
    }

    public static string? Day(DateOnly? day) => day?.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);

    /// <summary>"runs on DB01; connected to SW-1", in one order.</summary>
    public static async ValueTask<string> LinksOf(Asset asset, Turn turn)
    {
        var links = new List<string>();

        foreach (var link in asset.Links.OrderBy(link => link.Relation).ThenBy(link => link.To.Number))
        {
            var tag = (await turn.Get(Asset.Kind, link.To.ToString()))?.Tag;
            links.Add($"{Terms.Label(link.Relation.ToString())} {(tag is null || tag.Contains(';') ? link.To.ToString() : tag)}");
        }

        return string.Join("; ", links);
    }

    // By what finds them again.
    private static async ValueTask<string?> HolderOf(Asset asset, Turn turn) =>
        asset.Holder is { } holder ? (await turn.Get(Person.Kind, holder))?.Email ?? holder : null;
}
