using ChatOps.Documents;

namespace ChatOps.Data.Tests;

internal static class Keys
{
    public static readonly StoreKey One = Of(1);

    public static readonly StoreKey Other = Of(2);

    public static StoreKey? Any(bool isEncrypted) => isEncrypted ? One : null;

    private static StoreKey Of(int first) =>
        StoreKey.Parse(Convert.ToBase64String([.. Enumerable.Range(first, StoreKey.Size).Select(value => (byte)(value * 7))]), "The key");
}
