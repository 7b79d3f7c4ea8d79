using ChatOps.Commands;
using ChatOps.Features;
using ChatOps.People;

namespace ChatOps.Staff;

/// <summary>Who everybody is: who is away, who stands in for whom, who may do what, and whose installation this is.</summary>
public sealed class PeopleFeature : IFeature
{
    public void Define(FeatureBuilder feature)
    {
        foreach (var step in PeopleSetup.Steps)
            feature.Setup(step);

        feature.Stores(LinkCode.Kind, LinkTries.Kind);
        ForEverybody(feature);
        ForAdministrators(feature);
    }

    private static void ForEverybody(FeatureBuilder feature) => feature
        .Example("Who is my manager", Invocation.Of("person view", ("who", "me")))
        .Command<ViewPerson>("person view", "Show who somebody is", ViewPerson.Handle, Effect.Read, Roles.Everyone,
            says: ["who am I → who:me", "who is my manager → who:me", "who is {who}"])
        .Command<SetAway>("person away", "Say when I am away", SetAway.Handle, Effect.Write, Roles.Everyone,
            says: ["I am away until {until}", "I am on vacation until {until}", "I am away from {from} until {until}", "I am on vacation from {from} until {until}"])
        .Command<EndAway>("person back", "Say that I am back", EndAway.Handle, Effect.Write, Roles.Everyone, says: ["I am back"])
        .Command<NameDelegate>("person delegate", "Let somebody ask for help in my place", NameDelegate.Handle, Effect.Write, Roles.Everyone,
            says: ["{to} is my delegate until {until}", "{to} stands in for me until {until}"])
        .Command<EndDelegation>("person revoke", "Ask for help only myself again", EndDelegation.Handle, Effect.Write, Roles.Everyone, says: ["end my delegation"])
        .Command<ChooseLanguage>("person language", "Choose my language", ChooseLanguage.Handle, Effect.Write, Roles.Everyone, says: ["speak {language}", "in {language} please", "language {language}"])
        .Command<LinkAccount>("person link", "Link another account of mine", LinkAccount.Handle, Effect.Read, Roles.Everyone,
            says: ["link account", "link my account", "link account {code}"])
        .Command<JoinAccount>("person join", "Say that the other account is mine", JoinAccount.Handle, Effect.Write, Roles.Everyone, hidden: true)
        .Command<ListAccounts>("person accounts", "Show my accounts", ListAccounts.Handle, Effect.Read, Roles.Everyone, says: ["my accounts", "unlink account", "unlink my account"])
        .Command<UnlinkAccount>("person unlink", "Part from an account of mine", UnlinkAccount.Handle, Effect.Write, Roles.Everyone)
        .Command<ClaimInstallation>("admin claim", "Make this installation mine", ClaimInstallation.Handle, Effect.Write, Roles.Everyone);

    private static void ForAdministrators(FeatureBuilder feature) => feature
        .Command<FindPerson>("admin person", "Look somebody up with roles and accounts", FindPerson.Handle, Effect.Read, Roles.Administrator)
        .Command<InspectAccounts>("admin link", "See and part the accounts of somebody", InspectAccounts.Handle, Effect.Write, Roles.Administrator)
        .Command<UpdatePerson>("person update", "Change roles, language or status of somebody", UpdatePerson.Handle, Effect.Write, Roles.Administrator)
        .Command<EndSessions>("person signout", "Sign somebody out everywhere", EndSessions.Handle, Effect.Write, Roles.Administrator)
        .Command<NewPerson>("person new", "Add somebody who works here", NewPerson.Handle, Effect.Write, Roles.Administrator)
        .Command<SetCompany>("admin company", "Say whom the help desk serves", SetCompany.Handle, Effect.Write, Roles.Administrator)
        .Command<SetHours>("admin hours", "Say when somebody is there to help", SetHours.Handle, Effect.Write, Roles.Administrator)
        .Command<EditQueue>("admin queue", "Make a queue or change who works on it", EditQueue.Handle, Effect.Write, Roles.Administrator | Roles.Agent);
}
