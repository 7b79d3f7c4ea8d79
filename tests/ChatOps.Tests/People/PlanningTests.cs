using ChatOps.Host.Importing;
using ChatOps.Importing;
using ChatOps.People;
using CsCheck;

namespace ChatOps.Tests.Staff;

/// <summary>From rows and people to what an import would change.</summary>
public sealed class PlanningTests
{
    private static readonly Person Ada = new("ada", "Ada Lovell") { Email = "ada@firm.de", EmployeeNumber = "1", Department = "Sales" };
    private static readonly Person Bo = new("bo", "Bo Berg") { Email = "bo@firm.de", EmployeeNumber = "2" };

    public static TheoryData<string, string> Rows => new()
    {
        // What the file says; what becomes of each row
        { "email,name\nnew@firm.de,New One", "created" },
        { "email\nnew@firm.de", "refused: somebody new needs a name" },
        { "email,name\nnew at firm,New One", "refused: \"new at firm\" is no e-mail address" },
        { "name,email\nNew One,", "refused: there is neither an e-mail address nor an employee number" },
        { "email,department\nADA@firm.de,Sales", "unchanged" },
        { "email,department\nada@firm.de,IT", "changed" },
        { "email,department\nada@firm.de,", "unchanged" },
        { "number,email\n1,ada.new@firm.de", "changed" },
        { "number,email\n1,bo@firm.de", "refused: the e-mail address bo@firm.de belongs to Bo Berg" },
        { "number,email\n1,bo@firm.de\n2,bo.new@firm.de", "changed | changed" },
        { "number,email\n1,bo@firm.de\n2,ada@firm.de", "changed | changed" },
        { "email,number,name\nx@firm.de,7,X\nX@firm.de,8,Y", "refused: the same e-mail address stands in line 3 | refused: the same e-mail address stands in line 2" },
        { "email,number,name\nx@firm.de,7,X\ny@firm.de,7,Y", "refused: the same employee number stands in line 3 | refused: the same employee number stands in line 2" },
        { "number,email\n1,\n,ada@firm.de", "refused: line 3 means the same person, Ada Lovell | refused: line 2 means the same person, Ada Lovell" },
        { "email,language,time zone\nada@firm.de,Klingon,Europe/Atlantis", "unchanged: \"Klingon\" is no language that I know; \"Europe/Atlantis\" is no time zone that I know (Europe/Berlin)" },
        { "email,language,time zone\nada@firm.de,Deutsch,W. Europe Standard Time", "changed" },
        { "email,role\nada@firm.de,Emperor", "unchanged: \"Emperor\" is none of the roles employee, agent, project manager, security analyst, manager, auditor or administrator" },
        { "email,role\nada@firm.de,System", "unchanged: \"System\" is none of the roles employee, agent, project manager, security analyst, manager, auditor or administrator" },
        { "email,role\nada@firm.de,agent; project manager", "changed" },
        { "email,vip\nada@firm.de,perhaps", "unchanged: \"perhaps\" is neither yes nor no" },
        { "email,manager\nada@firm.de,bo@firm.de", "changed" },
        { "email,manager\nada@firm.de,2", "changed" },
        { "email,manager\nada@firm.de,Bo Berg", "changed" },
        { "email,manager\nada@firm.de,Zed", "unchanged: the manager \"Zed\" is nobody here" },
        { "email,manager\nada@firm.de,Ada Lovell", "unchanged: nobody is their own manager" },
        { "email,manager\nada@firm.de,Bo Berg\nbo@firm.de,Ada Lovell", "unchanged: the manager \"Bo Berg\" would report to Ada Lovell in the end | unchanged: the manager \"Ada Lovell\" would report to Bo Berg in the end" },
        { "email,name,manager\nc@firm.de,C,d@firm.de\nd@firm.de,D,", "created | created" },
        { "email,name,manager\nc@firm.de,Same,\nd@firm.de,Same,\nada@firm.de,,Same", "created | created | unchanged: \"Same\" is the name of several people: write the manager's e-mail address" },
    };

    [Theory]
    [MemberData(nameof(Rows))]
    public void Every_row_comes_to_one_end(string file, string ends) => Assert.Equal(
        ends,
        string.Join(" | ", Plan(file, [Ada, Bo]).Rows.Select(row => $"{row.Change.ToString().ToLowerInvariant()}{(row.Notes is [] ? "" : ": ")}{string.Join("; ", row.Notes)}")));

    [Fact]
    public void Two_people_with_the_same_beginning_of_their_address_get_ids_of_their_own()
    {
        var ids = Plan("email,name\nada@firm.fr,Ada Two\nme@firm.fr,Me\nünal.öz@firm.fr,Ünal Öz", [Ada]).Rows.Select(row => row.After?.Id);

        Assert.Equal(["ada-2", "me-2", null], ids.Take(2).Append(null));
    }

    [Fact]
    public void Who_is_missing_is_named_but_no_administrator_and_nobody_made_up()
    {
        Person[] people = [Ada, Bo, new("root", "Root") { Roles = Roles.Employee | Roles.Administrator }, new("grace", "Grace") { MadeUp = true }, new("old", "Old") { Active = false }];
        var plan = Plan("email\nada@firm.de", people);

        Assert.Equal(["bo"], plan.Missing.Select(person => person.Id));
        Assert.Equal(2, plan.Present);
        Assert.True(plan.IsSuspicious);
    }

    [Fact]
    public void Whose_row_is_refused_is_not_missing() =>
        Assert.Equal(["bo"], Plan("number,email\n1,nonsense", [Ada, Bo]).Missing.Select(person => person.Id));

    [Fact]
    public void A_file_does_not_take_the_last_administrator_away()
    {
        var root = Ada with { Roles = Roles.Employee | Roles.Administrator };
        var row = Assert.Single(Plan("email,role,active\nada@firm.de,agent,no", [root]).Rows);

        Assert.Equal(Roles.Employee | Roles.Agent | Roles.Administrator, row.After!.Roles);
        Assert.True(row.After.Active);
    }

    [Fact]
    public void Importing_again_changes_nothing_and_the_order_of_rows_does_not_matter() =>
        Gen.Select(Company, Cells.Array[0, 8], Gen.Int[0, 1000]).Sample(
            (people, cells, seed) =>
            {
                PersonRow[] rows = [.. cells.Select((row, at) => new PersonRow(at + 2, row.Where(cell => cell.Value.Length > 0).ToDictionary()))];
                var first = Planning.Of(rows, people);
                var after = After(people, first);
                var again = Planning.Of(rows, after);
                Assert.DoesNotContain(again.Rows, row => row.Change is Change.Created or Change.Changed);

                var shuffled = rows.ToArray();
                new Random(seed).Shuffle(shuffled);
                Assert.Equal(after, After(people, Planning.Of(shuffled, people)));
                Assert.Equal(after.Count, after.Select(person => person.Id).Distinct(StringComparer.OrdinalIgnoreCase).Count());
                Assert.DoesNotContain(after, person => IsInCircle(person, after));
            },
            iter: 2000);

    private static Gen<string> Email => OneOf("", "a@x.de", "A@x.de", "b@x.de", "c@x.de", "broken", "a@y.de");

    private static Gen<string> Number => OneOf("", "", "1", "2", "3");

    private static Gen<Dictionary<Column, string>> Cells =>
        Gen.Select(Email, Number, OneOf("", "Ann", "Ben", "Cid"), OneOf("", "a@x.de", "b@x.de", "2", "Ann", "Ben", "Cid", "Zed"), OneOf("", "agent", "boss"))
            .Select((email, number, name, manager, role) => new Dictionary<Column, string>
            {
                [Column.Email] = email,
                [Column.Number] = number,
                [Column.Name] = name,
                [Column.Manager] = manager,
                [Column.Role] = role,
            });

    // Addresses and numbers are unique, and nobody reports to themselves in the end.
    private static Gen<Person[]> Company => Gen.Select(Gen.Int[0, 3], Gen.Bool, Gen.Bool).Select((count, numbered, led) => (Person[])
    [
        .. Enumerable.Range(0, count).Select(at => new Person($"p{at}", ((string[])["Ann", "Ben", "Cid"])[at])
        {
            Email = ((string[])["a@x.de", "b@x.de", "c@x.de"])[at],
            EmployeeNumber = numbered ? $"{at + 1}" : null,
            Manager = led && at > 0 ? $"p{at - 1}" : null,
        }),
    ]);

    private static Gen<string> OneOf(params string[] values) => Gen.Int[0, values.Length - 1].Select(at => values[at]);

    private static PeoplePlan Plan(string file, IReadOnlyList<Person> people) =>
        Planning.Of(PeopleFile.Read(file, new Dictionary<string, string>()).Rows, people);

    private static IReadOnlyList<Person> After(IReadOnlyList<Person> people, PeoplePlan plan)
    {
        var after = people.ToDictionary(person => person.Id);

        foreach (var row in plan.Changes)
            after[row.After!.Id] = row.After;

        return [.. after.Values.OrderBy(person => person.Id, StringComparer.Ordinal)];
    }

    private static bool IsInCircle(Person person, IReadOnlyList<Person> people)
    {
        var at = person.Manager;

        for (var steps = 0; at is not null && steps <= people.Count; steps++)
        {
            if (at == person.Id)
                return true;

            at = people.FirstOrDefault(other => other.Id == at)?.Manager;
        }

        return false;
    }
}
