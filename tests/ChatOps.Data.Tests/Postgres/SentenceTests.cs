using ChatOps.Documents;

namespace ChatOps.Data.Tests.Postgres;

/// <summary>What an operator reads when the store cannot be opened. The password is never in it.</summary>
public sealed class SentenceTests
{
    private const string Wrong = "Falsch-4242";

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_wrong_password() =>
        await Refuses(with => $"{with.ConnectionStringOf("locked")};Password={Wrong}", "refuses the user locked");

    [Fact]
    public async Task A_missing_password() => await Refuses(with => with.ConnectionStringOf("locked"), "No password has been provided");

    [Fact]
    public async Task A_database_that_is_not_there() =>
        await Refuses(with => $"Host=127.0.0.1;Port={with.Port};Database=nowhere;Username=postgres;Password={Wrong}", "has no database nowhere");

    [Fact]
    public async Task A_user_who_may_not_make_tables() =>
        await Refuses(with => $"{with.ConnectionStringOf("locked")};Password={PostgresServer.Password}", "does not let the user locked");

    [Fact]
    public async Task A_server_that_is_not_there()
    {
        var refused = await Assert.ThrowsAsync<StoreException>(() =>
            PostgresStore.Open($"Host=127.0.0.1;Port=1;Username=ann;Password={Wrong}", TimeSpan.Zero, TimeProvider.System, Cancellation));

        Assert.Contains("PostgreSQL at 127.0.0.1:1 cannot be reached", refused.Message, StringComparison.Ordinal);
        Assert.DoesNotContain(Wrong, refused.ToString(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("")]
    [InlineData(Wrong)]
    [InlineData($"Host=db;Passwort={Wrong}")]
    [InlineData($"Host=db;Port={Wrong}")]
    [InlineData($"Host=db;SSL Mode={Wrong}")]
    [InlineData($"Password={Wrong}")]
    [InlineData($"Host=db;Password=\"{Wrong}")]
    public async Task A_connection_string_that_is_none(string connectionString)
    {
        var refused = await Assert.ThrowsAsync<StoreException>(() => PostgresStore.Open(connectionString, Cancellation));

        Assert.Contains("ConnectionStrings:ChatOps cannot be read", refused.Message, StringComparison.Ordinal);
        Assert.DoesNotContain(Wrong, refused.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Tables_of_a_newer_version()
    {
        var server = await SharedServer.Running();
        var place = await server.FreshSchema();
        await (await PostgresStore.Open(place, Cancellation)).DisposeAsync();
        await server.Do($"insert into {place.Split('=')[^1]}.layout(version) values (99)");

        var refused = await Assert.ThrowsAsync<StoreException>(() => PostgresStore.Open(place, Cancellation));

        Assert.Contains("layout 99", refused.Message, StringComparison.Ordinal);
        Assert.Contains("Start the newer version", refused.Message, StringComparison.Ordinal);
    }

    private static async Task Refuses(Func<PostgresServer, string> place, string sentence)
    {
        var server = await SharedServer.Running();
        var refused = await Assert.ThrowsAsync<StoreException>(() => PostgresStore.Open(place(server), Cancellation));

        Assert.Contains($"PostgreSQL at 127.0.0.1:{server.Port}", refused.Message, StringComparison.Ordinal);
        Assert.Contains(sentence, refused.Message, StringComparison.Ordinal);
        Assert.DoesNotContain(Wrong, refused.ToString(), StringComparison.Ordinal);
        Assert.DoesNotContain(PostgresServer.Password, refused.ToString(), StringComparison.Ordinal);
    }
}
