using System.Text.Json.Serialization;
using ChatOps.Cards;
using ChatOps.Documents;

namespace ChatOps.People;

/// <summary>Somebody the bot talks with: one person, whatever platforms they use.</summary>
/// <param name="Id">Short and stable; it stands in history and audit and never changes.</param>
public sealed record Person(string Id, string Name)
{
    public static readonly Kind<Person> Kind = new Kind<Person>("person", PeopleJson.Default.Person, person => person.Id)
        .Concerns(new((person, id) => person.Id == id, (_, _) => [], (person, erasure) => person.Id == erasure.Person ? new(erasure.Placeholder, erasure.Name) { Active = false, Roles = Roles.None } : person))
        .Text(person => $"{person.Name} {person.Email}", person => Key.Of(person.Name.ToLowerInvariant()));

    public static readonly Index<Person> ByName = Kind.Index("name", person => Key.Of(person.Name.ToLowerInvariant()));

    public static readonly Index<Person> ByEmail = Kind.Index("email", person => person.Email is { } email ? Key.Of(email.ToLowerInvariant()) : null);

    public static readonly Index<Person> ByEmployeeNumber = Kind.Index("number", person => person.EmployeeNumber is { } number ? Key.Of(number.ToLowerInvariant()) : null);

    /// <summary>The bot itself: what the clock runs when nobody in particular asked for it.</summary>
    public static readonly Person System = new("system", "ChatOps") { Roles = Roles.System };

    public string? Email { get; init; }

    /// <summary>What the personnel office calls them by: it stays when name and e-mail address change.</summary>
    public string? EmployeeNumber { get; init; }

    /// <summary>A BCP 47 tag, <c>en</c> or <c>de</c>.</summary>
    public string Language { get; init; } = "en";

    /// <summary>They have chosen it themselves, or somebody for them. Otherwise it is what their client asked for last.</summary>
    public bool LanguageIsChosen { get; init; }

    /// <summary>An IANA name.</summary>
    public string TimeZone { get; init; } = "UTC";

    /// <summary>The id of another person.</summary>
    public string? Manager { get; init; }

    public string? Department { get; init; }

    public string? Site { get; init; }

    /// <summary>Shown to staff only.</summary>
    public bool Vip { get; init; }

    public Roles Roles { get; init; } = Roles.Employee;

    /// <summary>False: has left. They keep their name in history and can do nothing.</summary>
    public bool Active { get; init; } = true;

    /// <summary>Of the demonstration: nobody real, and never an owner of anything.</summary>
    public bool MadeUp { get; init; }

    public Absence? Absence { get; init; }

    public Delegation? Delegation { get; init; }

    [JsonIgnore]
    public TimeZoneInfo Zone => TimeZoneInfo.TryFindSystemTimeZoneById(TimeZone, out var zone) ? zone : TimeZoneInfo.Utc;

    /// <summary>The person as spoken with through a client of this locale: in its language, unless they have chosen one.</summary>
    public Person Through(string? locale) =>
        !LanguageIsChosen && Phrasebook.Match(locale) is { } language && language != Language ? this with { Language = language } : this;

    /// <summary>The last day of the absence that they are in; null: they are here.</summary>
    public DateOnly? AwayUntil(DateTimeOffset now) =>
        Absence is { } absence && Today(now) is var today && absence.From <= today && today <= absence.Until ? absence.Until : null;

    /// <summary>Whether that person may ask for help in this one's place.</summary>
    public bool LetsAct(Person other, DateTimeOffset now) =>
        Delegation is { } delegation && delegation.To == other.Id && Today(now) <= delegation.Until;

    public DateOnly Today(DateTimeOffset now) => DateOnly.FromDateTime(TimeZoneInfo.ConvertTime(now, Zone).DateTime);
}

/// <summary>What somebody may do. Nothing is granted that is not listed here.</summary>
[Flags]
public enum Roles
{
    None = 0,
    Employee = 1,
    Agent = 2,
    ProjectManager = 4,
    SecurityAnalyst = 8,
    Manager = 16,
    Auditor = 32,
    Administrator = 64,

    /// <summary>The clock and the bot itself; cannot be granted to a person.</summary>
    System = 128,

    /// <summary>Everybody who works here.</summary>
    Everyone = Employee,
}

[JsonSerializable(typeof(Person))]
[JsonSerializable(typeof(IdentityLink))]
[JsonSerializable(typeof(Queue))]
[JsonSerializable(typeof(ClaimCode))]
[JsonSerializable(typeof(Session))]
[JsonSerializable(typeof(KnownColumns))]
[JsonSerializable(typeof(Company))]
[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
    UseStringEnumConverter = true)]
internal sealed partial class PeopleJson : JsonSerializerContext;
