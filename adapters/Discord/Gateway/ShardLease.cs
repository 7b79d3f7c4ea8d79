using System.Text.Json.Serialization;
using ChatOps.Documents;
using ChatOps.Features;

namespace ChatOps.Discord.Gateway;

/// <summary>Which process is connected for a shard: exactly one is.</summary>
/// <param name="Id">Its number and how many there are: <c>0/1</c>.</param>
/// <param name="Owner">The process; null: none.</param>
/// <param name="Until">When it has lost it, unless it says before that it lives.</param>
/// <param name="Session">Where the next one can go on.</param>
internal sealed record ShardLease(string Id, string? Owner, DateTimeOffset Until, ShardSession? Session)
{
    public static readonly Kind<ShardLease> Kind = new Kind<ShardLease>("discord-shard", GatewayJson.Default.ShardLease, lease => lease.Id).Unaudited();
}

/// <summary>Tells the store of it.</summary>
internal sealed class GatewayFeature : IFeature
{
    public void Define(FeatureBuilder feature) => feature.Stores(ShardLease.Kind);
}

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase)]
[JsonSerializable(typeof(ShardLease))]
internal sealed partial class GatewayJson : JsonSerializerContext;
