using System.Text.Json.Serialization;
using System.Xml.Linq;
using ChatOps.Documents;
using Microsoft.AspNetCore.DataProtection.Repositories;

namespace ChatOps.Web.SigningIn;

/// <summary>
/// Keeps the keys that protect a sign-in on its way to the provider and back, where every process of the installation
/// finds them and a restart does not lose them. Sessions do not depend on them.
/// </summary>
internal sealed class KeyRing(IStore store) : IXmlRepository
{
    private const int Most = 1000;

    // The framework asks for them seldom, and cannot wait otherwise.
    public IReadOnlyCollection<XElement> GetAllElements() =>
        [.. store.Find(ProtectionKey.All.Where() with { Take = Most }).AsTask().GetAwaiter().GetResult().Items.Select(item => XElement.Parse(item.Body.Xml))];

    public void StoreElement(XElement element, string friendlyName) =>
        store.Commit(new Batch().Put(ProtectionKey.Kind, new ProtectionKey(friendlyName, element.ToString(SaveOptions.DisableFormatting)), 0)).GetAwaiter().GetResult();
}

internal sealed record ProtectionKey(string Id, string Xml)
{
    public static readonly Kind<ProtectionKey> Kind = new Kind<ProtectionKey>("web-key", KeyJson.Default.ProtectionKey, key => key.Id)
        .Unaudited()
        .SeenBy((_, _) => false);

    public static readonly Index<ProtectionKey> All = Kind.Index("id", key => Key.Of(key.Id));
}

[JsonSerializable(typeof(ProtectionKey))]
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase)]
internal sealed partial class KeyJson : JsonSerializerContext;
