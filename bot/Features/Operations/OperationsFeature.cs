using ChatOps.Commands;
using ChatOps.Features;
using ChatOps.People;

namespace ChatOps.Operations;

/// <summary>What those see who run the installation: how it fares, and what could not be delivered.</summary>
public sealed class OperationsFeature : IFeature
{
    private const Roles Operators = Roles.Administrator | Roles.System;

    public void Define(FeatureBuilder feature) => feature
        .Command<ShowStatus>("admin status", "Show how ChatOps fares", ShowStatus.Handle, Effect.Read, Operators, says: ["how is ChatOps", "system status"])
        .Command<ListOutbox>("admin outbox", "Show what could not be delivered", ListOutbox.Handle, Effect.Read, Operators, says: ["what could not be delivered"])
        .Command<ViewDelivery>("outbox view", "Show one delivery that was given up", ViewDelivery.Handle, Effect.Read, Operators, hidden: true)
        .Command<RetryDelivery>("outbox retry", "Try a delivery again", RetryDelivery.Handle, Effect.Write, Operators, hidden: true)
        .Command<RetryPlace>("outbox release", "Try every delivery to somebody again", RetryPlace.Handle, Effect.Write, Operators, hidden: true)
        .Command<DiscardDelivery>("outbox discard", "Discard a delivery", DiscardDelivery.Handle, Effect.Destructive, Operators, hidden: true, preview: DiscardDelivery.Preview);
}
