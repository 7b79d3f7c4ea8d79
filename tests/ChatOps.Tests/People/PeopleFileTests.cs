using System.Text;
using ChatOps.Host;
using ChatOps.Host.Importing;

namespace ChatOps.Tests.Staff;

/// <summary>Files as they come out of personnel programs and spreadsheets.</summary>
public sealed class PeopleFileTests
{
    private static readonly Dictionary<string, string> Nothing = [];

    [Theory]
    [InlineData("E-Mail,First Name,Last Name,Employee ID,Line Manager,Dept,Office Location,Preferred Language,Time zone,VIP,Roles", "email first-name last-name number manager department site language time-zone vip role")]
    [InlineData("E-Mail-Adresse;Vorname;Nachname;Personalnummer;Vorgesetzte/r;Abteilung;Standort;Sprache;Zeitzone;VIP;Rolle;Status", "email first-name last-name number manager department site language time-zone vip role active")]
    [InlineData("Courriel;Prénom;Nom;Matricule;N+1;Département;Lieu;Langue", "email first-name last-name number manager department site language")]
    [InlineData("Correo electrónico;Nombre;Apellidos;Nº de empleado;Jefe;Departamento;Sede", "email first-name last-name number manager department site")]
    [InlineData("adres e-mail\timię\tnazwisko\tprzełożony\tdział", "email first-name last-name manager department")]
    [InlineData("メールアドレス,氏名,社員番号,上司,部署", "email name number manager department")]
    [InlineData("ФИО;Почта;Отдел;Руководитель", "name email department manager")]
    [InlineData("Kostenstelle;Mail", "- email")]
    [InlineData("e-mail,work email", "email -")]
    public void Headers_are_known_in_many_languages(string headers, string meanings) => Assert.Equal(
        meanings,
        string.Join(' ', PeopleFile.Read($"{headers}\n", Nothing).Headers.Select(header => header.Column is { } column ? Columns.Word(column) : "-")));

    [Fact]
    public void Marks_quotation_marks_and_cells_of_several_lines_are_read_as_meant()
    {
        var rows = PeopleFile.Read("\uFEFF\"Name\";\"E-Mail\";\"Abteilung\"\r\n\"Lovell; Ada\";ada@firm.de;\"Vertrieb\r\nund \"\"Service\"\"\"\r\n\r\nBo;bo@firm.de\r\n;;\r\n", Nothing).Rows;

        Assert.Equal(["Lovell; Ada", "Bo"], rows.Select(row => row.Name));
        Assert.Equal("Vertrieb und \"Service\"", rows[0][Column.Department]);
        Assert.Null(rows[1][Column.Department]);
        Assert.Equal(2, rows[0].Line);
    }

    [Fact]
    public void First_and_last_name_make_a_name() =>
        Assert.Equal(["Ada Lovell", "Bo"], PeopleFile.Read("mail,vorname,nachname\na@b.de,Ada,Lovell\nb@b.de,Bo,", Nothing).Rows.Select(row => row.Name));

    [Fact]
    public void What_old_programs_write_is_read_too()
    {
        Assert.Equal("Müller", CsvTable.Decode(Encoding.Latin1.GetBytes("Müller")));
        Assert.Equal("Müller", CsvTable.Decode([.. Encoding.UTF8.Preamble, .. Encoding.UTF8.GetBytes("Müller")]));
        Assert.Equal("Müller", CsvTable.Decode([.. Encoding.Unicode.Preamble, .. Encoding.Unicode.GetBytes("Müller")]));
    }

    [Fact]
    public void A_column_is_what_somebody_has_said_it_is()
    {
        var file = PeopleFile.Read("Kostenstelle,Mail,Name\nIT,a@b.de,A", new Dictionary<string, string> { ["kostenstelle"] = "department", ["Name"] = "ignore" });

        Assert.Equal("IT", file.Rows[0][Column.Department]);
        Assert.Null(file.Rows[0].Name);
    }

    [Theory]
    [InlineData("", "The file is empty. Its first line names the columns.")]
    [InlineData("Name,Town\nA,B", "None of the columns \"Name\", \"Town\" is an e-mail address or an employee number. Say which: --map \"Name=email\".")]
    public void A_file_without_what_people_are_known_by_is_no_file_of_people(string text, string why) =>
        Assert.Equal(why, Assert.Throws<Trouble>(() => PeopleFile.Read(text, Nothing)).Message);

    [Fact]
    public void Two_columns_for_one_thing_and_a_field_that_there_is_not_are_named()
    {
        Assert.StartsWith("Two columns are mapped to email.", Assert.Throws<Trouble>(() => PeopleFile.Read("A,B\n", new Dictionary<string, string> { ["A"] = "email", ["B"] = "email" })).Message, StringComparison.Ordinal);
        Assert.StartsWith("\"shoes\" is no field of a person.", Assert.Throws<Trouble>(() => PeopleFile.Read("A,B\n", new Dictionary<string, string> { ["A"] = "shoes" })).Message, StringComparison.Ordinal);
    }
}
