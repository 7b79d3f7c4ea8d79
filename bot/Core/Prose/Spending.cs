using System.Globalization;
using System.Text.Json.Serialization;
using ChatOps.Documents;

namespace ChatOps.Prose;

/// <summary>What the model has cost on a day, over all processes: what is under way counts with the most that it can cost.</summary>
/// <param name="Day">In UTC: <c>2026-09-07</c>.</param>
internal sealed record Spending(string Day, long Tokens, decimal Money)
{
    public static readonly Kind<Spending> Kind = new Kind<Spending>("model-spending", ProseJson.Default.Spending, spending => spending.Day).Unaudited();

    public static string DayOf(DateTimeOffset now) => now.UtcDateTime.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
}

/// <summary>Takes from what a day may cost before the model is asked, and puts back what was not used. Who dies in between has spent it.</summary>
internal sealed class Purse(IStore store, TimeProvider clock)
{
    private const int MostTries = 20;

    /// <returns>Null: it is more than what is left of the day.</returns>
    public async Task<Spending?> Take(Allowance allowance, long tokens, decimal money)
    {
        var day = Spending.DayOf(clock.GetUtcNow());

        return await Add(day, tokens, money, after => after.Tokens <= allowance.TokensADay && after.Money <= allowance.MoneyADay)
            ? new(day, tokens, money)
            : null;
    }

    public Task Settle(Spending taken, long tokens, decimal money) => Add(taken.Day, tokens - taken.Tokens, money - taken.Money, _ => true);

    private async Task<bool> Add(string day, long tokens, decimal money, Func<Spending, bool> fits)
    {
        for (var attempt = 0; attempt < MostTries; attempt++)
        {
            var stored = await store.Get(Spending.Kind, day);
            var before = stored?.Body ?? new(day, 0, 0);
            var after = before with { Tokens = before.Tokens + tokens, Money = before.Money + money };

            if (!fits(after))
                return false;

            if (await store.Commit(new Batch().Put(Spending.Kind, after, stored?.Version ?? 0)) is Outcome.Committed)
                return true;
        }

        return false;
    }
}

[JsonSerializable(typeof(Spending))]
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase)]
internal sealed partial class ProseJson : JsonSerializerContext;
