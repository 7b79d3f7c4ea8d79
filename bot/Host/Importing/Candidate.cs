using System.Net.Mail;
using ChatOps.Cards;
using ChatOps.People;

namespace ChatOps.Host.Importing;

/// <summary>A row on its way to a person.</summary>
internal sealed class Candidate
{
    private readonly List<Say> notes = [];
    private bool isRefused;

    public Candidate(PersonRow row)
    {
        Row = row;
        Number = row[Column.Number];
        Email = row[Column.Email];

        if (Email is { } email && !IsAddress(email))
            Refuse($"\"{email}\" is no e-mail address");
        else if (Email is null && Number is null)
            Refuse($"there is neither an e-mail address nor an employee number");

        if (isRefused)
            Email = Email is { } bad && IsAddress(bad) ? bad : null;
    }

    public PersonRow Row { get; }

    public string? Email { get; }

    public string? Number { get; }

    public Person? Before { get; set; }

    public Person? After { get; private set; }

    public bool IsAccepted => !isRefused;

    public PlannedRow Planned => new(Row.Line, Row.Who, Before, isRefused ? null : After, notes);

    public void Refuse(Say why)
    {
        isRefused = true;
        notes.Add(why);
    }

    public void Note(Say what) => notes.Add(what);

    /// <summary>What the row says of this person; an empty cell, and one that cannot be read, leaves things as they are.</summary>
    public void Compose(Person person)
    {
        After = Composed(person);
        After = After with { LanguageIsChosen = person.LanguageIsChosen || After.Language != person.Language };
    }

    private Person Composed(Person person) => person with
    {
        Name = Row.Name ?? person.Name,
        // Small and capital letters are no change.
        Email = Email is { } email && !email.Equals(person.Email, StringComparison.OrdinalIgnoreCase) ? email : person.Email,
        EmployeeNumber = Number is { } number && !number.Equals(person.EmployeeNumber, StringComparison.OrdinalIgnoreCase) ? number : person.EmployeeNumber,
        Department = Row[Column.Department] ?? person.Department,
        Site = Row[Column.Site] ?? person.Site,
        Language = Read(Column.Language, Cells.Language, said => $"\"{said}\" is no language that I know", person.Language),
        TimeZone = Read(Column.TimeZone, Cells.Zone, said => $"\"{said}\" is no time zone that I know (Europe/Berlin)", person.TimeZone),
        Vip = Row[Column.Vip] is { } vip ? Flag(vip, person.Vip) : person.Vip,
        Active = Row[Column.Active] is { } active ? Stays(Flag(active, person.Active), person) : Same(person),
        Roles = RolesOf(person),
    };

    public void Report(string? manager) => After = After! with { Manager = manager };

    private string Read(Column column, Func<string, string?> read, Func<string, Say> wrong, string present)
    {
        if (Row[column] is not { } said)
            return present;

        if (read(said) is { } value)
            return value;

        Note(wrong(said));
        return present;
    }

    private bool Flag(string said, bool present)
    {
        if (Cells.Flag(said) is { } flag)
            return flag;

        Note($"\"{said}\" is neither yes nor no");
        return present;
    }

    private bool Same(Person person)
    {
        if (!person.Active)
            Note($"has left, and stays so: no column says otherwise");

        return person.Active;
    }

    private bool Stays(bool active, Person person)
    {
        if (active || !person.Roles.HasFlag(Roles.Administrator))
            return active;

        Note($"an administrator is deactivated by another one only");
        return person.Active;
    }

    private Roles RolesOf(Person person)
    {
        if (Row[Column.Role] is not { } said)
            return person.Roles;

        if (Cells.Roles(said) is not { } roles)
        {
            Note($"\"{said}\" is none of the roles {Say.List(Cells.RoleNames.Select(Say.Term))}");
            return person.Roles;
        }

        // No file takes the last administrator away.
        return roles | person.Roles & Roles.Administrator;
    }

    private static bool IsAddress(string text) =>
        MailAddress.TryCreate(text, out var address) && address.Address == text && !text.Contains(' ') && address.Host.Contains('.') && !address.Host.StartsWith('.') && !address.Host.EndsWith('.');
}
