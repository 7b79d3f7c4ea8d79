using System.Diagnostics;
using System.Text.Json.Nodes;
using ChatOps.Platforms.Discord;

namespace ChatOps.Benchmarks;

/// <summary>The real program, connected to a Discord of our own.</summary>
internal static class Discord
{
    private const int People = 100;
    private const int Events = 50_000;
    private static readonly TimeSpan Time = TimeSpan.FromSeconds(10);

    public static async Task Run(string folder)
    {
        Console.WriteLine("\n## Discord: from what somebody does to the first answer\n\n| what | a second | p50 ms | p99 ms | without an answer | MiB |\n| --- | ---: | ---: | ---: | ---: | ---: |");
        await using var discord = await DiscordServer.Start();
        using var bot = Child.Start("chatops.dll", address =>
        [
            "--urls", $"{address}".TrimEnd('/'), "--Data:Folder", Path.Combine(folder, "discord"),
            "--Discord:Token", discord.Token, "--Discord:ApplicationId", discord.ApplicationId, "--Discord:GuildId", discord.Guild.Id, "--Discord:ApiBase", $"{discord.ApiBase}",
        ]);
        await discord.Until(() => discord.Gateway.Ready is 1 && discord.Commands.Count > 0, "the bot is there");

        // Whoever comes for the first time is made known; that is measured with nobody.
        var people = Enumerable.Range(0, People).Select(i => discord.User($"p{i}").In(discord.Guild.Channel($"c{i}"))).ToArray();
        await Task.WhenAll(people.Select(person => person.Runs("/help")));

        foreach (var rate in (int[])[50, 200])
        {
            await Answer("help", rate, bot, i => people[i % People].Runs("/help"));
            await Answer("a form for a new ticket", rate, bot, i => people[i % People].Runs("/ticket new"));
            await Answer("list my tickets", rate, bot, i => people[i % People].Runs("/ticket list"));
        }

        await Read(discord, bot, people[0]);

        foreach (var complaint in discord.Complaints.Distinct(StringComparer.Ordinal).Take(5))
            Console.WriteLine($"Discord complains: {complaint}");
    }

    // As people come, and not as they are answered: who waits keeps nobody else from coming.
    private static async Task Answer(string what, int rate, Child bot, Func<int, Task<Exchange>> does)
    {
        var doing = new List<Task<Exchange>>();
        var started = Stopwatch.GetTimestamp();

        for (var i = 0; Stopwatch.GetElapsedTime(started) < Time; i++)
        {
            if (TimeSpan.FromSeconds((double)i / rate) - Stopwatch.GetElapsedTime(started) is { Ticks: > 0 } early)
                await Task.Delay(early);

            doing.Add(does(i));
        }

        var all = await Task.WhenAll(doing);
        var waited = all.Select(exchange => exchange.Waited).OfType<TimeSpan>().Order().ToArray();
        Console.WriteLine($"| {what} | {rate} | {waited[waited.Length / 2].TotalMilliseconds:N1} | {waited[waited.Length * 99 / 100].TotalMilliseconds:N1} | {all.Length - waited.Length} | {bot.Memory:N0} |");
    }

    // What comes is read in order, so the answer says that everything before it was.
    private static async Task Read(DiscordServer discord, Child bot, DiscordUser somebody)
    {
        var before = bot.Process.TotalProcessorTime;
        var started = Stopwatch.GetTimestamp();

        for (var i = 0; i < Events; i++)
            discord.Gateway.Send("TYPING_START", new JsonObject { ["channel_id"] = $"{i % People}", ["user_id"] = "1", ["timestamp"] = 1, ["guild_id"] = discord.Guild.Id });

        await somebody.Runs("/help");
        var elapsed = Stopwatch.GetElapsedTime(started);
        bot.Process.Refresh();
        Console.WriteLine($"\n{Events:N0} events of the gateway: {Events / elapsed.TotalSeconds:N0} a second, {(bot.Process.TotalProcessorTime - before).TotalMicroseconds / Events:N1} µs of CPU each, {bot.Memory:N0} MiB then.");
    }
}
