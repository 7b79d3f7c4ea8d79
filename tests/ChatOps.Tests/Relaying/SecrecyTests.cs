using ChatOps.Commands;
using ChatOps.Conversations;
using ChatOps.Relaying;
using ChatOps.Tests.Tickets;
using ChatOps.Tickets;
using CsCheck;

namespace ChatOps.Tests.Relaying;

/// <summary>What stays inside does not come out by any place, and what is restricted is spoken of in none.</summary>
public sealed class SecrecyTests
{
    private const string Secret = "Zwetschgenknoedel";

    // Who does what where: in a chat, or in the thread of the requester (corner) or of the staff (thread).
    private static readonly string[] Steps =
    [
        "grace||ticket note INC-1 " + Secret, "ruth||ticket note INC-2 " + Secret, "grace|thread|ticket note " + Secret, "ruth|thread|note on INC-1: " + Secret,
        "grace|thread|" + Secret + " in plain words", "grace|thread+file|ticket note " + Secret, "grace|corner|ticket note " + Secret,
        "grace||ticket reply INC-1 Hello", "grace|thread|Hello again", "ada|corner|It still burns", "ada|corner+file|Look", "ada||ticket reply INC-1 From home", "ada||ticket attach INC-1",
        "ada||ticket edit INC-1 title:\"A fire\"", "grace||ticket assign INC-1", "grace||ticket assign INC-1 to:ruth", "grace||ticket wait INC-1 for:requester until:tomorrow Please answer",
        "grace||ticket resolve INC-1 code:fixed Put it out", "ada||ticket reopen INC-1 Again", "ada||ticket close INC-1", "grace||ticket split INC-1 title:\"Another fire\"",
        "grace||ticket merge INC-1 into:INC-2", "grace||ticket merge INC-2 into:INC-1", "grace||ticket link INC-1 to:INC-2", "grace||ticket check INC-1 add " + Secret,
        "grace||ticket update INC-1 queue:hr", "holly||ticket update INC-1 queue:service-desk", "holly||ticket note INC-1 " + Secret, "holly||ticket reply INC-1 Quietly",
        "grace||ticket update INC-1 queue:network", "grace||macro apply INC-1 name:Hello text:\"Dear Ada\"", "grace||macro apply INC-1 name:Done text:\"It is done\"",
        "grace||ticket thread INC-1", "ruth||ticket thread INC-2", "grace||undo", "ruth||ticket watch INC-1", "grace||ticket log INC-1 30", "pass||",
    ];

    [Fact]
    public Task No_note_reaches_a_place_of_the_requester_or_a_relay_by_any_route() =>
        Gen.Select(Gen.Int[0, Steps.Length - 1].Array[3, 14], Gen.Bool).SampleAsync(async sample => await Check([.. sample.Item1.Select(step => Steps[step])], sample.Item2), iter: 60, threads: 1);

    private static readonly string[] Restricted =
    [
        "holly||ticket reply INC-1 " + Secret, "holly||ticket note INC-1 " + Secret, "ada||ticket reply INC-1 " + Secret, "ada||ticket edit INC-1 title:" + Secret,
        "holly||ticket assign INC-1", "holly||ticket wait INC-1 for:requester until:tomorrow " + Secret, "holly||ticket wait INC-1 for:vendor until:tomorrow " + Secret, "holly||ticket wake INC-1",
        "holly||ticket resolve INC-1 code:fixed " + Secret, "ada||ticket reopen INC-1 " + Secret, "ada||ticket close INC-1", "holly||ticket check INC-1 add " + Secret,
        "holly||ticket split INC-1 title:" + Secret, "holly||ticket thread INC-1", "ada|corner|" + Secret, "grace|thread|" + Secret, "ada||ticket new " + Secret, "pass||",
    ];

    [Fact]
    public Task Nothing_of_a_restricted_queue_reaches_a_shared_place_by_any_route() =>
        Gen.Select(Gen.Int[0, Restricted.Length - 1].Array[3, 12], Gen.Bool).SampleAsync(async sample => await CheckRestricted([.. sample.Item1.Select(step => Restricted[step])], sample.Item2), iter: 60, threads: 1);

    [Fact]
    public void The_relay_takes_what_is_public_by_its_type_and_a_note_is_another_type()
    {
        var carried = typeof(PublicReply).Assembly.GetTypes().Where(type => type.IsAssignableTo(typeof(IPublicMessage))).ToArray();

        Assert.Equal([typeof(PublicReply)], carried);
        Assert.False(typeof(InternalNote).IsAssignableTo(typeof(IPublicMessage)));
        Assert.False(typeof(InternalNote).IsAssignableTo(typeof(PublicReply)));
    }

    [Fact]
    public async Task A_ticket_that_becomes_restricted_leaves_every_shared_place()
    {
        await using var world = new TwoPlatforms();
        await world.Threaded();
        await world.Grace.Says("ticket update INC-1 queue:hr");
        await world.Desk.Holly.Says($"ticket reply INC-1 {Secret}");
        await world.Desk.Ada.Says($"ticket reply INC-1 {Secret} too");

        Assert.True(Assert.Single(world.Hall.Threads).IsArchived);
        Assert.Equal(["This is no longer shown to you."], world.Hall.In(world.Hall.Triage).Select(Reading.Line));
        Assert.Equal(["This is no longer shown to you."], world.Hall.Said(world.Thread));
        Assert.Equal(["This is no longer shown to you."], world.Square.In(world.Corner).Select(Reading.Line));
        Assert.True((await world.Ada.Writes("Is anybody there?", world.Corner)).IsSilent);
        Assert.Null((await world.Desk.Bot.Bot.Locate(world.Corner, TestContext.Current.CancellationToken)).Subject);
    }

    [Fact]
    public async Task Words_that_are_still_on_their_way_when_a_ticket_becomes_restricted_do_not_arrive()
    {
        await using var world = new TwoPlatforms();
        await world.Threaded();
        world.Square.IsDown = true;
        await world.Grace.Writes(Secret, world.Thread);
        await world.Grace.Says("ticket update INC-1 queue:hr");
        world.Square.IsDown = false;
        await world.Desk.Bot.Pass(TimeSpan.FromMinutes(10));

        Assert.Equal(["This is no longer shown to you."], world.Square.In(world.Corner).Select(Reading.Line));
    }

    [Fact]
    public async Task A_notice_on_its_way_to_a_thread_reaches_the_requester_in_their_chat_when_the_ticket_becomes_restricted()
    {
        await using var world = new TwoPlatforms();
        await world.Threaded();
        world.Square.IsDown = true;
        await world.Grace.Says($"ticket wait INC-1 for:requester until:tomorrow {Secret}");
        await world.Grace.Says("ticket update INC-1 queue:hr");
        world.Square.IsDown = false;
        await world.Desk.Bot.Pass(TimeSpan.FromMinutes(10));

        Assert.Equal(["This is no longer shown to you."], world.Square.In(world.Corner).Select(Reading.Line));
        Assert.Contains(world.Desk.Ada.Lines(), line => line.StartsWith("Grace needs your answer on INC-1", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Members_of_a_restricted_queue_are_told_by_number_only_where_others_can_read_along()
    {
        await using var world = new TwoPlatforms();
        world.Hall.Members.Add("holly");
        await world.Holly.Says("help");
        await world.Desk.Asked();
        await world.Grace.Says("ticket update INC-1 queue:hr");

        Assert.Equal(["There is something new on INC-1. Read it on the page."], world.Hall.In(world.Holly.Chat).Where(message => message.Card is null).Select(Reading.Line));
        Assert.DoesNotContain("printer", string.Concat(world.Hall.In(world.Holly.Chat).Select(Reading.Everything)), StringComparison.Ordinal);
        Assert.Equal("There is no ticket INC-1. Check the number or the name.", (await world.Holly.Says("INC-1")).Line());
        Assert.Empty((await world.Holly.Says("ticket list queue:hr")).Rows());
        Assert.Equal("INC-1 The printer is on fire", (await world.Desk.Holly.Says("INC-1")).Line());
    }

    [Fact]
    public async Task No_command_shows_what_is_restricted_where_others_can_read_along()
    {
        await using var world = new TwoPlatforms();
        world.Hall.Members.UnionWith(["holly", "ada", "root"]);
        var (ada, root) = (world.Desk.Bot.On("hall", world.Desk.Ada), world.Desk.Bot.On("hall", world.Desk.Root));
        await world.Desk.Ada.Says($"ticket new details:\"{Secret} printer\" {Secret}");
        await world.Desk.Grace.Says($"ticket note INC-1 {Secret}");
        await world.Desk.Grace.Says("ticket update INC-1 queue:hr");
        await world.Desk.Holly.Says($"ticket reply INC-1 {Secret}");

        foreach (var actor in (TestBot.Actor[])[world.Holly, ada, root])
        {
            foreach (var spec in world.Desk.Bot.Catalog.Commands)
            {
                var filled = spec.Fields.Aggregate(Arguments.None, (all, field) => field.Required ? all.With(field.Name, [field.Options is [var option, ..] ? option.Value : "INC-1"]) : all);

                foreach (var arguments in (Arguments[])[Arguments.None, filled, filled.With("id", ["INC-1"])])
                    Assert.DoesNotContain(Secret, (await actor.Hear(new Input.Press(new Invocation(spec.Name, arguments)))).Everything(), StringComparison.Ordinal);
            }

            foreach (var words in (string[])["INC-1", "my tickets", "my work", "ticket list queue:hr closed:yes", "find printer", "status of INC-1", "ticket view INC-1"])
                Assert.DoesNotContain(Secret, (await actor.Says(words)).Everything(), StringComparison.Ordinal);
        }

        await world.Desk.Holly.Says($"ticket reply INC-1 {Secret} again");
        await world.Desk.Bot.Pass(TimeSpan.FromDays(1));
        Assert.NotEmpty(world.Hall.All);
        Assert.All(world.Hall.All, message => Assert.DoesNotContain(Secret, message.Everything(), StringComparison.Ordinal));
        Assert.Contains(Secret, world.Desk.Bot.Channel.All(world.Desk.Holly.Chat)[^1].Everything(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_queue_that_becomes_restricted_takes_its_tickets_out_of_every_shared_place()
    {
        await using var world = new TwoPlatforms();
        await world.Threaded();
        await world.Desk.Root.Says("admin queue Service desk restricted:yes");

        Assert.True(Assert.Single(world.Hall.Threads).IsArchived);
        Assert.Equal(["This is no longer shown to you."], world.Hall.In(world.Hall.Triage).Select(Reading.Line));
        await world.Desk.Bo.Says("ticket new Smoke everywhere");
        Assert.Single(world.Hall.In(world.Hall.Triage));
    }

    [Fact]
    public async Task Words_for_a_thread_that_is_about_to_close_are_not_lost_in_silence()
    {
        await using var world = new TwoPlatforms();
        await world.Threaded();
        world.Hall.IsDown = true;
        await world.Desk.Root.Says("admin queue Service desk restricted:yes");

        Assert.Equal("What you wrote was not passed on, since INC-1 is not spoken of here any more. Write to me in our chat instead.", (await world.Ada.Writes("Hello?", world.Corner)).Line());
        Assert.Equal(Audience.Private, (await world.Ada.Writes("Hello?", world.Corner)).Audience ?? Audience.Private);
    }

    [Fact]
    public async Task A_restricted_queue_gets_no_thread()
    {
        await using var world = new TwoPlatforms();
        await world.Desk.Hidden();

        Assert.Equal("People is restricted, so nothing of it is said in threads. Reply on the page.", (await world.Desk.Holly.Says("ticket thread INC-1")).Line());
        Assert.Empty(world.Hall.Threads);
    }

    [Fact]
    public async Task What_is_restricted_at_once_is_not_spoken_of_where_it_was_asked()
    {
        await using var world = new TwoPlatforms();
        await world.Desk.Root.Says("admin desk intake:hr");
        var reply = await world.Asked();

        Assert.Null(reply.Message.Card);
        Assert.NotNull(reply.Instead);
        Assert.Null((await world.Desk.Bot.Bot.Locate(world.Corner, TestContext.Current.CancellationToken)).Subject);
        Assert.Empty(world.Hall.In(world.Hall.Triage));
    }

    private static async Task Check(string[] steps, bool plainIsNote)
    {
        await using var world = new TwoPlatforms();
        world.Hall.Members.UnionWith(["grace", "ruth"]);

        foreach (var queue in (string[])["Service desk", "Network"])
            await world.Desk.Root.Says($"admin queue {queue} notes:{(plainIsNote ? "yes" : "no")}");

        await world.Grace.Says("macro edit Hello text:\"Dear {requester}\" priority:P2");
        await world.Grace.Says("macro edit Done text:\"Done\" resolve:fixed");
        await world.Threaded();
        await world.Desk.Bo.Says("ticket new Smoke everywhere");
        var secret = await world.Grace.Uploads($"{Secret}.txt", "x"u8.ToArray());
        var photo = await world.Ada.Uploads("smoke.txt", "smoke"u8.ToArray());
        Reply? last = null;

        foreach (var step in steps)
        {
            if (step.Split('|') is not [var who, var where, var words])
                throw new InvalidOperationException(step);

            // Plain words are public unless the queue says otherwise, and then they are no secret.
            if (words.EndsWith("in plain words", StringComparison.Ordinal) && !plainIsNote)
                continue;

            if (who is "pass")
                await world.Desk.Bot.Pass(TimeSpan.FromHours(2));
            else if (words is "undo")
                _ = last?.Message.Undo is null ? null : await world.Grace.Presses(last, "Undo");
            else
                last = await Do(world, who, where, words, who is "ada" ? photo : secret);
        }

        await world.Desk.Bot.Pass(TimeSpan.FromMinutes(10));
        var said = world.Hall.ThreadPlaces.SelectMany(world.Hall.In).Concat(world.Square.In(world.Corner)).Concat(world.Hall.In(world.Hall.Triage)).Concat(world.Desk.Bot.Channel.In(world.Desk.Ada.Chat)).Concat(world.Desk.Bot.Channel.In(world.Desk.Bo.Chat));
        Assert.All(said, message => Assert.DoesNotContain(Secret, message.Everything(), StringComparison.Ordinal));
    }

    private static async Task CheckRestricted(string[] steps, bool isDown)
    {
        await using var world = new TwoPlatforms();
        world.Hall.Members.UnionWith(["grace", "ruth", "holly", "ada"]);
        await world.Holly.Says("help");
        await world.Threaded();
        world.Hall.IsDown = world.Square.IsDown = isDown;
        await world.Grace.Says("ticket update INC-1 queue:hr");
        await world.Desk.Root.Says("admin desk intake:hr");
        var secret = await world.Grace.Uploads($"{Secret}.txt", "x"u8.ToArray());

        foreach (var step in steps)
        {
            if (step.Split('|') is not [var who, var where, var words])
                throw new InvalidOperationException(step);

            if (who is "pass")
                await world.Desk.Bot.Pass(TimeSpan.FromHours(2));
            else
                await Do(world, who, where, words, secret);
        }

        world.Hall.IsDown = world.Square.IsDown = false;
        await world.Desk.Bot.Pass(TimeSpan.FromHours(2));
        Assert.All(world.Hall.All.Concat(world.Square.All), message => Assert.DoesNotContain(Secret, message.Everything(), StringComparison.Ordinal));
    }

    private static Task<Reply> Do(TwoPlatforms world, string who, string where, string words, FileRef file)
    {
        var actor = (who, where) switch
        {
            ("ada", "corner") => world.Ada,
            ("ada", _) => world.Desk.Ada,
            ("ruth", _) => world.Ruth,
            ("holly", _) => world.Desk.Holly,
            ("grace", "corner") => world.Desk.Bot.On("square", world.Desk.Grace),
            _ => world.Grace,
        };

        FileRef[] files = where.EndsWith("+file", StringComparison.Ordinal) ? [file] : [];

        return where.Split('+')[0] switch
        {
            "thread" => actor.Writes(words, world.Thread, files),
            "corner" => actor.Writes(words, world.Corner, files),
            _ => words.EndsWith("attach INC-1", StringComparison.Ordinal) ? actor.Says(words, file) : actor.Says(words),
        };
    }
}
