using ChatOps.Documents;
using ChatOps.People;

namespace ChatOps.Host.Demo;

/// <summary>Who works at the company of the demonstration, and on which queues.</summary>
internal static class SampleCompany
{
    private const string Marker = "niko";
    private static readonly string[] Platforms = ["web", "terminal"];

    /// <summary>Without the four that every fresh installation has.</summary>
    public static IReadOnlyList<Person> People { get; } =
    [
        // IT, under Ruth
        Agent(Marker, "Niko Brandt", "Berlin", "ruth"),
        Agent("ines", "Inês Carvalho", "Lisbon", "ruth"),
        Agent("omar", "Omar Haddad", "Dublin", "ruth"),
        Agent("lena", "Lena Fischer", "Berlin", "ruth"),
        Agent("kofi", "Kofi Mensah", "Lisbon", "ruth"),
        // HR, under Helen
        Employee("helen", "Helen Walsh", "HR", "Dublin", null) with { Roles = Roles.Employee | Roles.Agent | Roles.Manager },
        Employee("tomas", "Tomáš Novák", "HR", "Berlin", "helen") with { Roles = Roles.Employee | Roles.Agent },
        // Sales, under Victor
        Employee("victor", "Victor Lang", "Sales", "Berlin", null) with { Roles = Roles.Employee | Roles.Manager, Vip = true },
        Employee("maria", "Maria Santos", "Sales", "Lisbon", "victor"),
        Employee("sean", "Seán Byrne", "Sales", "Dublin", "victor"),
        Employee("yuki", "Yuki Tanaka", "Sales", "Berlin", "victor"),
        // Finance, under Anna
        Employee("anna", "Anna Kowalska", "Finance", "Berlin", null) with { Roles = Roles.Employee | Roles.Manager },
        Employee("pierre", "Pierre Dubois", "Finance", "Berlin", "anna"),
        Employee("rita", "Rita Almeida", "Finance", "Lisbon", "anna"),
        // Engineering, under David
        Employee("david", "David Okafor", "Engineering", "Dublin", null) with { Roles = Roles.Employee | Roles.Manager },
        Employee("mei", "Mei Chen", "Engineering", "Dublin", "david"),
        Employee("jonas", "Jonas Weber", "Engineering", "Berlin", "david"),
        Employee("amira", "Amira Said", "Engineering", "Lisbon", "david"),
        // Operations, under Olga
        Employee("olga", "Olga Petrova", "Operations", "Berlin", null) with { Roles = Roles.Employee | Roles.Manager },
        Employee("luis", "Luís Ferreira", "Operations", "Lisbon", "olga"),
        Employee("emma", "Emma Doyle", "Operations", "Dublin", "olga"),
        // Marketing, under Clara
        Employee("clara", "Clara Neumann", "Marketing", "Berlin", null) with { Roles = Roles.Employee | Roles.Manager },
        Employee("hugo", "Hugo Martins", "Marketing", "Lisbon", "clara"),
    ];

    public static IReadOnlyList<Queue> Queues { get; } =
    [
        new("service-desk", "Service desk") { Members = ["grace", "ruth", "lena"], Owner = "ruth" },
        new("network", "Network") { Members = [Marker, "omar"], Owner = "ruth" },
        new("workplace", "Workplace") { Members = ["ines", "kofi"], Owner = "ruth" },
        new("hr", "HR services") { Members = ["helen", "tomas"], Owner = "helen", Restricted = true },
    ];

    /// <summary>Everybody who may need help, one entry a head; who has much to do with computers stands twice.</summary>
    public static IReadOnlyList<string> Requesters { get; } =
        ["ada", "ada", "pam", .. People.Where(person => !person.Roles.HasFlag(Roles.Agent)).Select(person => person.Id), "yuki", "pierre", "luis", "hugo", "maria"];

    public static async Task<bool> IsThere(IStore store, CancellationToken cancellation) => await store.Get(Person.Kind, Marker, cancellation) is not null;

    public static async Task Settle(IStore store, CancellationToken cancellation)
    {
        var batch = new Batch();

        foreach (var queue in Queues)
            batch.Put(Queue.Kind, queue, (await store.Get(Queue.Kind, queue.Id, cancellation))?.Version ?? 0);

        foreach (var person in People)
        {
            batch.Put(Person.Kind, person, (await store.Get(Person.Kind, person.Id, cancellation))?.Version ?? 0);

            foreach (var link in Platforms.Select(platform => IdentityLink.Between(new(platform, person.Id), person)))
                batch.Put(IdentityLink.Kind, link, (await store.Get(IdentityLink.Kind, link.Id, cancellation))?.Version ?? 0);
        }

        await store.Commit(batch, cancellation);
    }

    private static Person Agent(string id, string name, string site, string manager) =>
        Employee(id, name, "IT", site, manager) with { Roles = Roles.Employee | Roles.Agent };

    private static Person Employee(string id, string name, string department, string site, string? manager) => new(id, name)
    {
        MadeUp = true,
        Email = $"{id}@example.com",
        Department = department,
        Site = site,
        Manager = manager,
        TimeZone = site switch { "Lisbon" => "Europe/Lisbon", "Dublin" => "Europe/Dublin", _ => "Europe/Berlin" },
    };
}
