using System.Text.Json.Nodes;
using ChatOps.Platforms.Discord.Checks;

namespace ChatOps.Platforms.Discord.Rest;

/// <summary>Answers to what people did.</summary>
public sealed partial class DiscordRest
{
    private const int Ephemeral = 1 << 6;

    /// <summary>The answer that came as the answer to the post.</summary>
    internal void AnswerInline(Exchange exchange, JsonObject body)
    {
        var asked = new Asked { Method = "POST", Path = $"interactions/{exchange.Id}/{exchange.Token}/callback", At = server.Clock.GetUtcNow() };
        asked.Give(body);
        var problems = OpenApi.Check(asked.Method, asked.Path, body).Concat(ResponseChecks.Of(asked)).ToList();

        lock (server.World)
        {
            var answer = problems is [] ? First(exchange, asked) : Problem.Answer(problems);

            if (answer.Status < 300)
                return;

            Complain(asked, answer, problems is [] ? null : string.Join("; ", problems));
            exchange.Fail("The application did not respond");
        }
    }

    private Answer Callback(Asked asked) =>
        server.Exchanges.TryGetValue(asked.Ids["interaction"], out var exchange) && exchange.Token == asked.Ids["token"]
            ? First(exchange, asked)
            : Complain(asked, Rest.Answer.Error(404, 10062, "Unknown interaction"));

    private Answer First(Exchange exchange, Asked asked)
    {
        if (exchange.FirstAnswer is not 0)
            return Complain(asked, Rest.Answer.Error(400, 40060, "Interaction has already been acknowledged."));

        if (exchange.IsTooLate || exchange.Failure is not null)
            return Complain(asked, Rest.Answer.Error(404, 10062, "Unknown interaction"), "It came after more than 3 seconds");

        var type = (int)asked.Json["type"]!;
        var data = asked.Json["data"] as JsonObject ?? [];

        if (!Fits(type, exchange))
            return Complain(asked, Problem.Answer([new("type", "INVALID", $"{type} is no answer to an interaction of type {exchange.Type}")]));

        switch (type)
        {
            case 4:
                exchange.Message = Show(exchange, data, asked);
                break;
            case 5:
                exchange.Message = server.Post(New(exchange, ((int?)data["flags"] ?? 0) & Ephemeral | Loading));
                break;
            case 6:
                exchange.Message = exchange.On;
                break;
            case 7:
                exchange.Message = exchange.On;
                server.Edit(exchange.On!, message => Fill(message, data, asked));
                break;
            case 8:
                exchange.Choices = [.. data["choices"]!.AsArray().Select(choice => ((string)choice!["name"]!, choice["value"]!.ToString()))];
                break;
            default:
                exchange.Modal = data.DeepClone().AsObject();
                break;
        }

        exchange.Answered(type);
        return Rest.Answer.Nothing;
    }

    private static bool Fits(int type, Exchange exchange) => type switch
    {
        4 or 5 => exchange.Type is 2 or 3 or 5,
        6 or 7 => exchange.On is not null && exchange.Type is 3 or 5,
        8 => exchange.Type is 4,
        9 => exchange.Type is 2 or 3,
        _ => false,
    };

    private DiscordMessage New(Exchange exchange, int flags) =>
        new(server.NewId(), exchange.User.Channel, server.Bot, server.Clock.GetUtcNow()) { Flags = flags, OnlyFor = (flags & Ephemeral) is 0 ? null : exchange.User.Account };

    private DiscordMessage Show(Exchange exchange, JsonObject data, Asked asked)
    {
        var made = New(exchange, (int?)data["flags"] ?? 0);
        Fill(made, data, asked);
        return server.Post(made);
    }

    private Answer InExchange(Asked asked, Func<Exchange, Answer> act)
    {
        var exchange = server.Exchanges.Values.FirstOrDefault(exchange => exchange.Token == asked.Ids["token"]);

        return exchange is null || exchange.FirstAnswer is 0 || asked.Ids["application"] != server.ApplicationId
            ? Complain(asked, Rest.Answer.Error(404, 10015, "Unknown Webhook"))
            : exchange.IsTokenDead ? Rest.Answer.Error(401, 50027, "Invalid Webhook Token") : act(exchange);
    }

    private Answer EditOriginal(Exchange exchange, Asked asked)
    {
        if (exchange.Message is not { IsDeleted: false } message)
            return Unknown;

        server.Edit(message, changed => Fill(changed, asked));
        exchange.Settle();
        return Rest.Answer.Of(message.ToJson());
    }

    // What was put off is not settled by that: the answer comes elsewhere.
    private Answer DeleteOriginal(Exchange exchange)
    {
        if (exchange.Message is not { IsDeleted: false } message)
            return Unknown;

        if (!message.IsLoading)
            exchange.Settle();

        return Delete(message);
    }

    private Answer FollowUp(Exchange exchange, Asked asked)
    {
        if (exchange.Message?.IsLoading is true)
            return Complain(asked, Problem.Answer([new("", "DEPRECATED", "What was put off is to be given by changing the original")]));

        var made = New(exchange, (int?)asked.Json["flags"] ?? 0);
        Fill(made, asked);
        exchange.FollowUps = [.. exchange.FollowUps, made];
        server.Post(made);

        // To whoever waits it is the answer.
        if (exchange.Message is { IsDeleted: true })
            exchange.Message = made;

        exchange.Settle();
        return Rest.Answer.Of(made.ToJson());
    }

    private Answer EditFollowUp(Exchange exchange, Asked asked)
    {
        if (exchange.FollowUps.FirstOrDefault(message => message.Id == asked.Ids["message"]) is not { IsDeleted: false } message)
            return Unknown;

        server.Edit(message, changed => Fill(changed, asked));
        return Rest.Answer.Of(message.ToJson());
    }
}
