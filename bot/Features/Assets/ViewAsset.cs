using ChatOps.Commands;
using ChatOps.Conversations;

namespace ChatOps.Assets;

internal sealed record ViewAsset([Ask("Which asset?", From = "asset", Hint = "AST-7, a tag or a serial number")] SubjectRef Id) : Command
{
    public static async Task<Reply> Handle(ViewAsset command, Turn turn) =>
        Turn.Show(Asset.Kind, (await turn.Asset(command.Id)).Id.ToString());
}
