using System.IO.Compression;
using ChatOps.Cards;
using ChatOps.Commands;
using ChatOps.Conversations;

namespace ChatOps.DataRights;

/// <summary>How much there is of somebody.</summary>
internal sealed record PreviewPerson([Ask("About whom?")] PersonRef Who) : Command
{
    public static async Task<Reply> Handle(PreviewPerson command, Turn turn)
    {
        var person = await turn.Anybody(command.Who);
        turn.Note($"person:{person.Id}", "privacy preview");

        return new Card($"What is kept about {person}")
        {
            Body = await ErasePerson.Holdings(person, turn),
            Choices =
            [
                new($"Give it out", Invocation.Of("privacy export", ("who", $"person:{person.Id}"))),
                new($"Erase it", Invocation.Of("privacy erase", ("who", $"person:{person.Id}")), "confirm") { Emphasis = Emphasis.Danger },
            ],
        };
    }
}

/// <summary>A package of everything: documents as JSON, and the files.</summary>
internal sealed record ExportPerson([Ask("About whom?")] PersonRef Who) : Command
{
    public static async Task<Reply> Handle(ExportPerson command, Turn turn)
    {
        var person = await turn.Anybody(command.Who);
        turn.Note($"person:{person.Id}", "privacy export");
        using var package = new MemoryStream();

        using (var zip = new ZipArchive(package, ZipArchiveMode.Create, leaveOpen: true))
        {
            foreach (var (name, content) in await turn.Personal.Export(person, turn.Cancellation))
            {
                await using var part = zip.CreateEntry(name).Open();
                await part.WriteAsync(content, turn.Cancellation);
            }
        }

        return new Card($"What is kept about {person}")
        {
            Body =
            [
                new Block.Text($"Give it to nobody but {person}. It is here for a day."),
                new Block.Files([await turn.Lend("privacy-export.zip", package.ToArray())]),
            ],
        };
    }
}
