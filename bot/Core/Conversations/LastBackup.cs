using ChatOps.Documents;

namespace ChatOps.Conversations;

/// <summary>When everything was last backed up: whoever makes a backup saves it, and the status shows it.</summary>
/// <param name="At">When it was complete.</param>
public sealed record LastBackup(string Id, DateTimeOffset At)
{
    public const string TheOne = "backup";

    public static readonly Kind<LastBackup> Kind = new Kind<LastBackup>("last-backup", ConversationJson.Default.LastBackup, backup => backup.Id).Unaudited();
}
