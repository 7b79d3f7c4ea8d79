using System.Text.Json.Serialization;
using ChatOps.Cards;
using ChatOps.Conversations;
using ChatOps.People;

namespace ChatOps.Documents;

/// <summary>How the last scheduled backup went.</summary>
/// <param name="File">Null: none has ever been made.</param>
/// <param name="At">When that file was made.</param>
public sealed record BackupReport(string Id, string? File, DateTimeOffset? At)
{
    public static readonly Kind<BackupReport> Kind = new Kind<BackupReport>("backup", BackupJson.Default.BackupReport, report => report.Id).Unaudited();

    /// <summary>The id of the only one.</summary>
    public const string TheOne = "last";

    private const int MostAdministrators = 50;

    /// <summary>Since when backups fail; null: they do not.</summary>
    public DateTimeOffset? FailingSince { get; init; }

    /// <summary>Why the last one failed, in a sentence.</summary>
    public string? Why { get; init; }

    /// <summary>Keeps that a backup was made.</summary>
    public static async Task<BackupReport> Made(string file, Turn turn)
    {
        await turn.Get(Kind, TheOne);
        var report = new BackupReport(TheOne, file, turn.Now);
        turn.Save(Kind, report);
        await Complete(turn);
        return report;
    }

    /// <summary>Keeps when the last backup was complete, by hand or not.</summary>
    public static async Task<bool> Complete(Turn turn)
    {
        await turn.Get(LastBackup.Kind, LastBackup.TheOne);
        turn.Save(LastBackup.Kind, new(LastBackup.TheOne, turn.Now));
        return true;
    }

    /// <summary>Keeps that one failed; the administrators are told when it is the first since one was made.</summary>
    public static async Task<BackupReport> Failed(string why, Turn turn)
    {
        var before = await turn.Get(Kind, TheOne) ?? new(TheOne, null, null);
        var report = before with { FailingSince = before.FailingSince ?? turn.Now, Why = why };
        turn.Save(Kind, report);

        if (before.FailingSince is null)
        {
            var administrators = await turn.Find(Person.ByName.Where() with { Take = MostAdministrators, Filter = person => person.Active && person.Roles.HasFlag(Roles.Administrator) });

            foreach (var administrator in administrators.Items)
                turn.Tell(administrator.Id, new Message { Text = $"The scheduled backup failed: {Say.Text(why)} It is tried again every hour, and you are not told again until one has worked." });
        }

        return report;
    }
}

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
[JsonSerializable(typeof(BackupReport))]
internal sealed partial class BackupJson : JsonSerializerContext;
