using ChatOps.Commands;
using ChatOps.Features;
using ChatOps.People;

namespace ChatOps.Assets;

/// <summary>What the company owns: who has it, where it is, and what stops when it stops.</summary>
public sealed class AssetsFeature : IFeature
{
    private const Roles Staff = Roles.Agent | Roles.Manager | Roles.Auditor | Roles.Administrator;

    public void Define(FeatureBuilder feature) => feature
        .Stores(Asset.Kind, AssetName.Kind)
        .View(Asset.Kind, AssetCard.Draw)
        .Holds(person => Asset.ByHolder.Where(person.Id))
        .Subject("asset", [Register.Series], "asset view", Register.Find)
        .Lookup("asset", Register.Options)
        .About(Register.OfPerson)
        .Import(AssetImport.Itself)
        .Example("My devices", Invocation.Of("asset find", ("query", "me")))
        .Command<FindAssets>("asset find", "Find assets", FindAssets.Handle, Effect.Read, Roles.Everyone,
            says:
            [
                "my devices → query:me", "my assets → query:me", "what do I have → query:me", "which devices do I have → query:me", "what does {query} have", "who has {query}",
                "devices of {query}", "assets of {query}", "find asset {query}", "find device {query}", "overdue devices → overdue:yes", "overdue assets → overdue:yes",
            ])
        .Command<ViewAsset>("asset view", "Show an asset", ViewAsset.Handle, Effect.Read, Roles.Everyone, says: ["show {id}", "what is {id}", "asset {id}"])
        .Command<NewAsset>("asset new", "Register an asset", NewAsset.Handle, Effect.Write, Roles.Agent, says: ["new asset", "register an asset"])
        .Command<EditAsset>("asset edit", "Change what an asset is", EditAsset.Handle, Effect.Write, Roles.Agent, says: ["edit {id}"])
        .Command<AssignAsset>("asset assign", "Hand an asset over", AssignAsset.Handle, Effect.Write, Roles.Agent,
            says: ["give {id} to {to} until {due}", "give {id} to {to}", "lend {id} to {to} until {due}", "hand {id} over to {to}"])
        .Command<UpdateAsset>("asset update", "Note what has become of an asset", UpdateAsset.Handle, Effect.Write, Roles.Agent,
            says:
            [
                "{id} returned → state:returned", "{id} is returned → state:returned", "{id} came back → state:returned", "{id} is in repair → state:repair", "send {id} to repair → state:repair",
                "retire {id} → state:retired", "audit {id} → state:audited", "{id} audited → state:audited", "{id} is missing → state:missing",
            ])
        .Command<LinkAssets>("asset link", "Say what an asset needs another one for", LinkAssets.Handle, Effect.Write, Roles.Agent,
            says: ["{id} runs on {to} → type:runs-on", "{id} depends on {to} → type:depends-on", "{id} is connected to {to} → type:connected-to", "{id} is part of {to} → type:part-of"])
        .Command<ShowImpact>("asset impact", "See what depends on an asset", ShowImpact.Handle, Effect.Read, Staff,
            says: ["what depends on {ci}", "what stops with {ci}", "what does {ci} depend on → direction:needs", "what does {ci} need → direction:needs"])
        .Command<ExportAssets>("asset export", "Make a table of all assets", ExportAssets.Handle, Effect.Read, Staff, says: ["export assets", "export all assets"])
        .Command<RemindOfAsset>("asset remind", "Remind of an asset that is due back", RemindOfAsset.Handle, Effect.Write, Roles.System, hidden: true);
}
