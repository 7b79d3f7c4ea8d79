using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;

namespace ChatOps.Platforms.Teams;

/// <summary>Signs as the channel does, or as somebody would who has no right to.</summary>
public sealed class TeamsSigner(TimeProvider clock, string app) : IDisposable
{
    public const string ChannelIssuer = "https://api.botframework.com";

    private RSA key = RSA.Create(2048);

    public string KeyId { get; set; } = RandomNumberGenerator.GetHexString(16);

    /// <summary>The channels that the key may speak for; null: the key says nothing about it.</summary>
    public string[]? Endorsements { get; set; } = ["msteams", "webchat"];

    /// <summary>Signs with another key from now on.</summary>
    public void Rotate()
    {
        key.Dispose();
        (key, KeyId) = (RSA.Create(2048), RandomNumberGenerator.GetHexString(16));
    }

    /// <summary>What the channel claims when it brings an activity of this service.</summary>
    public JsonObject Claims(string service) => new()
    {
        ["iss"] = ChannelIssuer,
        ["aud"] = app,
        ["nbf"] = clock.GetUtcNow().ToUnixTimeSeconds(),
        ["exp"] = clock.GetUtcNow().AddHours(1).ToUnixTimeSeconds(),
        ["serviceurl"] = service,
    };

    /// <param name="algorithm">RS256 and so on; none; HS256, with the public key as the secret.</param>
    public string Sign(JsonObject claims, string algorithm = "RS256", string? keyId = null)
    {
        var header = new JsonObject { ["typ"] = "JWT", ["alg"] = algorithm, ["kid"] = keyId ?? KeyId };
        var signed = $"{Encode(header)}.{Encode(claims)}";
        var bytes = Encoding.ASCII.GetBytes(signed);

        var signature = algorithm switch
        {
            "none" => [],
            "HS256" => HMACSHA256.HashData(key.ExportSubjectPublicKeyInfo(), bytes),
            "RS384" => key.SignData(bytes, HashAlgorithmName.SHA384, RSASignaturePadding.Pkcs1),
            "PS256" => key.SignData(bytes, HashAlgorithmName.SHA256, RSASignaturePadding.Pss),
            _ => key.SignData(bytes, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1),
        };

        return $"{signed}.{Base64Url.EncodeToString(signature)}";
    }

    public void Dispose() => key.Dispose();

    internal JsonObject Keys()
    {
        var numbers = key.ExportParameters(includePrivateParameters: false);
        var one = new JsonObject { ["kty"] = "RSA", ["use"] = "sig", ["kid"] = KeyId, ["n"] = Base64Url.EncodeToString(numbers.Modulus), ["e"] = Base64Url.EncodeToString(numbers.Exponent) };

        if (Endorsements is not null)
            one["endorsements"] = new JsonArray([.. Endorsements.Select(name => (JsonNode)name)]);

        return new() { ["keys"] = new JsonArray(one) };
    }

    private static string Encode(JsonObject json) => Base64Url.EncodeToString(Encoding.UTF8.GetBytes(json.ToJsonString()));
}
