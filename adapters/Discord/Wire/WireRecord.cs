using System.Text.Json;
using System.Text.Json.Serialization;

namespace ChatOps.Discord.Wire;

/// <summary>An object of Discord's API. Ids are decimal strings, and what this version does not know is kept.</summary>
internal abstract record WireRecord
{
    /// <summary>Fields without a name here.</summary>
    [JsonExtensionData]
    public Dictionary<string, JsonElement>? Others { get; set; }
}
