using System.Security.Cryptography;
using Microsoft.AspNetCore.Http;
using Microsoft.Net.Http.Headers;

namespace ChatOps.Web;

/// <summary>The parts of the page, out of the assembly. Their folder carries a hash of all of them, so browsers may keep them for good.</summary>
internal sealed class Assets
{
    private const string Prefix = "page/";
    private readonly Dictionary<string, byte[]> contents = new(StringComparer.Ordinal);

    public Assets()
    {
        using var all = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);

        foreach (var resource in typeof(Assets).Assembly.GetManifestResourceNames().Where(name => name.StartsWith(Prefix, StringComparison.Ordinal)).Order(StringComparer.Ordinal))
        {
            using var part = typeof(Assets).Assembly.GetManifestResourceStream(resource)!;
            var content = new byte[part.Length];
            part.ReadExactly(content);
            contents[resource[Prefix.Length..]] = content;
            all.AppendData(content);
        }

        Hash = Convert.ToHexStringLower(all.GetHashAndReset())[..16];
    }

    public string Hash { get; }

    public IEnumerable<string> Names => contents.Keys;

    public string Folder => $"/assets/{Hash}";

    public string Text(string name) => System.Text.Encoding.UTF8.GetString(contents[name]);

    public IResult Get(HttpContext http, string hash, string name)
    {
        if (hash != Hash || !contents.TryGetValue(name, out var content))
            return Answers.Refused($"There is no such part of the page (any more). Reload it.", http, StatusCodes.Status404NotFound);

        http.Response.Headers.CacheControl = "public, max-age=31536000, immutable";
        return Results.Bytes(content, TypeOf(name), entityTag: new EntityTagHeaderValue($"\"{Hash}\""));
    }

    private static string TypeOf(string name) => Path.GetExtension(name) switch
    {
        ".js" => "text/javascript; charset=utf-8",
        ".css" => "text/css; charset=utf-8",
        ".svg" => "image/svg+xml",
        _ => "application/octet-stream",
    };
}
