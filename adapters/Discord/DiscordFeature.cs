using ChatOps.Cards;
using ChatOps.Commands;
using ChatOps.Conversations;
using ChatOps.Discord.Keeping;
using ChatOps.Discord.People;
using ChatOps.Discord.Rest;
using ChatOps.Documents;
using ChatOps.Features;
using ChatOps.People;
using ChatOps.Scheduling;

namespace ChatOps.Discord;

/// <summary>What Discord adds: what its roles are worth here, and what has to be settled for it.</summary>
internal sealed class DiscordFeature(RestClient rest, DiscordSettings settings) : IFeature
{
    private const string OfServer = "discord-role";
    private const int AtOnce = 1000;

    public void Define(FeatureBuilder feature) => feature
        .Stores(Kept.Kind, RoleMapping.Kind, GrantedRoles.Kind)
        .Command<MapRole>("admin discord", "Say what a role of the server may do here", MapRole.Handle, Effect.Write, Roles.Administrator)
        .Command<SweepKept>("discord sweep", "Forget old cards of Discord", SweepKept.Handle, Effect.Write, Roles.System, hidden: true)
        .Every("discord-kept", Recurrence.Daily(new(3, 0), "UTC"), Invocation.Of("discord sweep"))
        .Lookup(OfServer, FindRoles)
        .Setup(new(72, $"Roles of Discord", LookAtRoles))
        .Setup(new(73, $"Triage channel", LookAtTriage));

    private async Task<IReadOnlyList<Option>> FindRoles(string typed, Turn turn)
    {
        if (settings.GuildId is not { } guild || !turn.Access.Has(Roles.Administrator))
            return [];

        return
        [
            .. from role in await rest.GetRoles(guild, turn.Cancellation)
               where role.Managed is not true && role.Id != guild && role.Name.Contains(typed, StringComparison.OrdinalIgnoreCase)
               orderby role.Position descending
               select new Option($"{role.Id} {role.Name}", Say.Text(role.Name)),
        ];
    }

    private static async ValueTask<SetupState> LookAtRoles(Turn turn)
    {
        var mapping = await turn.Get(RoleMapping.Kind, RoleMapping.TheOne);
        var change = new Choice($"Map a role", Invocation.Of("admin discord"), "role", "gives");

        return mapping is { Given.Count: > 0 }
            ? new(true, $"{mapping.Given.Count:# role gives|# roles give} rights", $"Map another role", change)
            : new(false, $"no role of the server gives any rights", $"Say which role the agents have", change);
    }

    private static ValueTask<SetupState> LookAtTriage(Turn turn)
    {
        var queues = turn.Access.Queues.Where(queue => !queue.Restricted).OrderBy(queue => queue.Name, StringComparer.OrdinalIgnoreCase).ToArray();
        var shown = queues.Where(queue => queue.Triage?.Platform is Callers.Platform).ToArray();
        var next = queues.Except(shown).FirstOrDefault();
        var choose = next is null ? null : new Choice($"Choose a channel", Invocation.Of("admin queue", ("name", next.Name)), "triage");

        return new(shown is []
            ? new SetupState(false, $"new tickets are shown in no channel", $"Choose the channel for new tickets", choose)
            : new SetupState(true, $"new tickets of {Say.All(shown.Select(queue => Say.Text(queue.Name)))} are shown in Discord", $"Choose a channel for another queue", choose));
    }

    internal enum Given
    {
        Nothing,
        Agent,
        ProjectManager,
        SecurityAnalyst,
        Manager,
        Auditor,
    }

    /// <summary>From now on, whoever has the role of the server has these rights here, as long as they have the role.</summary>
    internal sealed record MapRole(
        [Ask("Which role of the server?", From = OfServer, Longest = 100)] string Role,
        [Ask("What may its members do here?")] Given Gives) : Command
    {
        private const int LongestId = 20;

        public static async Task<Reply> Handle(MapRole command, Turn turn)
        {
            var (id, name) = command.Role.Split(' ', 2) is [var first, var rest] && first.Length <= LongestId && first.All(char.IsAsciiDigit)
                ? (first, rest)
                : throw new Refusal($"\"{command.Role}\" is no role that was offered. Choose one from the list.");

            var gives = command.Gives is Given.Nothing ? Roles.None : Enum.Parse<Roles>(command.Gives.ToString());
            var mapping = await turn.Get(RoleMapping.Kind, RoleMapping.TheOne) ?? new(RoleMapping.TheOne);
            turn.Save(RoleMapping.Kind, mapping.With(id, gives));

            return turn.Undoable(command.Gives is Given.Nothing
                ? (Say)$"{name} gives nothing any more. Whoever had something from it loses that with their next word here."
                : $"Whoever has {name} is {command.Gives} here, from their next word on.");
        }
    }

    /// <summary>Removes what no card can refer to any more.</summary>
    internal sealed record SweepKept : Command
    {
        public static async Task<Reply> Handle(SweepKept command, Turn turn)
        {
            foreach (var old in (await turn.Find(Kept.ByMoment.Where() with { Until = Key.Of(turn.Now - Kept.Lasts), Take = AtOnce })).Items)
                turn.Delete(Kept.Kind, old.Id);

            return (Say)$"Nothing old is left.";
        }
    }
}
