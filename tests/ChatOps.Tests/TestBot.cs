using System.Diagnostics.CodeAnalysis;
using ChatOps.Cards;
using ChatOps.Commands;
using ChatOps.Conversations;
using ChatOps.Data;
using ChatOps.Documents;
using ChatOps.Features;
using ChatOps.People;
using ChatOps.Prose;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Time.Testing;

namespace ChatOps.Tests;

/// <summary>The whole bot in memory, with a clock that tests move, and people to talk with it.</summary>
internal sealed class TestBot : IAsyncDisposable
{
    public static readonly DateTimeOffset Monday = new(2026, 9, 7, 8, 0, 0, TimeSpan.Zero);

    private readonly DirectoryInfo folder = Directory.CreateTempSubdirectory("chatops-test-");
    private readonly IModel? model;
    private readonly IChannel[] channels;
    private Outbox outbox;
    private int events;

    /// <param name="features">None: all that there are.</param>
    public TestBot(params IFeature[] features)
        : this(null, [], features)
    {
    }

    /// <param name="beside">Other platforms, beside the one that everybody is on.</param>
    public TestBot(IReadOnlyList<IChannel> beside, params IFeature[] features)
        : this(null, beside, features)
    {
    }

    /// <param name="model">What puts facts into words.</param>
    public TestBot(IModel? model, IReadOnlyList<IChannel> beside, params IFeature[] features)
    {
        this.model = model;
        Features = new(features is [] ? All : features);
        Channel = new();
        channels = [Channel, .. beside];
        Files = new(Store, new(Path.Combine(folder.FullName, "files")), Clock);
        Store.Prepare(Features.Kinds).GetAwaiter().GetResult();
        Restart();
    }

    public static IFeature[] All =>
    [
        .. FeaturesAssembly.Itself.GetTypes()
            .Where(type => type.IsAssignableTo(typeof(IFeature)) && !type.IsAbstract)
            .Select(type => (IFeature)Activator.CreateInstance(type)!),
    ];

    public InMemoryStore Store { get; } = new();

    public FeatureSet Features { get; }

    public Catalog Catalog => Features.Catalog;

    public Bot Bot { get; private set; }

    public Files Files { get; }

    public TestChannel Channel { get; }

    public FakeTimeProvider Clock { get; } = new(Monday);

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public Actor Employee(string id) => Add(new Person(id, NameOf(id)));

    public Actor Agent(string id) => Add(new Person(id, NameOf(id)) { Roles = Roles.Employee | Roles.Agent });

    /// <summary>Adds a person, or replaces them.</summary>
    public Actor Add(Person person)
    {
        Save(Person.Kind, person);
        Save(IdentityLink.Kind, IdentityLink.Between(new("test", person.Id), person));
        return new(this, person);
    }

    /// <summary>The same person on another platform, too.</summary>
    public Actor On(string platform, Actor actor)
    {
        Save(IdentityLink.Kind, IdentityLink.Between(new(platform, actor.Person.Id), actor.Person));
        return new(this, actor.Person, platform);
    }

    public void Add(Queue queue) => Save(Queue.Kind, queue);

    public void Add<T>(Kind<T> kind, T document)
        where T : class =>
        Save(kind, document);

    /// <summary>Another process, which knows nothing but what is stored.</summary>
    [MemberNotNull(nameof(Bot), nameof(outbox))]
    public void Restart()
    {
        Bot = new(Store, Features, new Committed(), Clock, NullLogger<Bot>.Instance, new(Clock, () => channels), Files, new(Store, Clock, NullLogger<Narrator>.Instance, model));
        outbox = new(Store, Bot, new Committed(), channels, Clock, NullLogger<Outbox>.Instance);
    }

    /// <summary>Does what waits: deliveries, redrawing, what the clock has made due.</summary>
    public Task Settle() => outbox.Drain(Cancellation);

    /// <summary>Lets time pass and does what falls due.</summary>
    public async Task Pass(TimeSpan time)
    {
        Clock.Advance(time);
        await Settle();
    }

    public string NextEvent() => $"event-{++events}";

    public async ValueTask DisposeAsync()
    {
        await Store.DisposeAsync();
        folder.Delete(recursive: true);
    }

    private static string NameOf(string id) => char.ToUpperInvariant(id[0]) + id[1..];

    private void Save<T>(Kind<T> kind, T document)
        where T : class
    {
        var version = Store.Get(kind, kind.IdOf(document)).AsTask().GetAwaiter().GetResult()?.Version ?? 0;
        Assert.IsType<Outcome.Committed>(Store.Commit(new Batch().Put(kind, document, version)).GetAwaiter().GetResult());
    }

    /// <summary>A person who talks with the bot, in a private chat unless a place is named.</summary>
    internal sealed class Actor(TestBot test, Person person, string platform = "test")
    {
        public Person Person => person;

        public Place Chat => new(platform, person.Id);

        /// <summary>What stands in the person's chat without having been asked for, oldest first, as it looks now.</summary>
        public IReadOnlyList<Message> Inbox => test.Channel.In(Chat);

        public Task<Reply> Says(string sentence, Place? place = null) => Hear(new Input.Sentence(sentence), place);

        /// <summary>Speaks to the bot in a place where others read it.</summary>
        public Task<Reply> Mentions(string sentence, Place place) => Hear(new Input.Sentence(sentence), place);

        public Task<Reply> Says(string sentence, params FileRef[] files) => Hear(new Input.Sentence(sentence), null, files);

        public Task<Reply> Runs(string command, params (string Name, string? Value)[] arguments) =>
            Hear(new Input.Press(new Invocation(command, new(arguments)), []), null);

        /// <summary>Presses the button of that label, with what was typed into the inputs of its card.</summary>
        public Task<Reply> Presses(Message message, string label, params (string Name, string? Value)[] typed)
        {
            var choices = message.Card?.Choices ?? [];
            var choice = choices.FirstOrDefault(choice => choice.Label.ToString() == label)
                ?? throw new InvalidOperationException($"There is no \"{label}\" among {string.Join(", ", choices.Select(choice => $"\"{choice.Label}\""))}.");

            var inputs = choice.Alone ? [] : Inputs(message.Card!.Body).Where(input => input.Values is not []).Aggregate(Arguments.None, (all, input) => all.With(input.Name, input.Values));
            var invocation = choice.Invocation with { Arguments = choice.Invocation.Arguments.With(inputs).With(new Arguments(typed)) };
            return Hear(new Input.Press(invocation, choice.Ask), null);
        }

        public Task<Reply> Presses(Reply reply, string label, params (string Name, string? Value)[] typed) => Presses(reply.Message, label, typed);

        /// <summary>Writes words in a thread, which others read there and the bot overhears.</summary>
        public Task<Reply> Writes(string words, Place place, params FileRef[] files) => Writes(words, place, test.NextEvent(), files);

        public async Task<Reply> Writes(string words, Place place, string eventId, params FileRef[] files)
        {
            var reply = await test.Bot.Hear(
                new(place, new(platform, person.Id), eventId, new Input.Sentence(words)) { Files = files, MessageId = eventId, IsAddressed = false },
                Cancellation);

            await test.Settle();
            return reply;
        }

        public async Task<Reply> Hear(Input input, Place? place = null, IReadOnlyList<FileRef>? files = null, string? eventId = null)
        {
            var reply = await test.Bot.Hear(
                new(place ?? Chat, new(platform, person.Id), eventId ?? test.NextEvent(), input)
                {
                    Files = files ?? [],
                    Record = (turn, reply) =>
                    {
                        // On the other platforms nobody looks at answers as they change.
                        if (platform == test.Channel.Platform)
                            turn.Posted(test.Channel.Post(place ?? Chat, reply.Message), reply.Message);

                        return default;
                    },
                },
                Cancellation);

            await test.Settle();
            return reply;
        }

        public Task<FileRef> Uploads(string name, byte[] content) => test.Files.Stage(new MemoryStream(content), name, person, Cancellation);

        private static IEnumerable<Block.Input> Inputs(IEnumerable<Block> body) => body.SelectMany(block => block switch
        {
            Block.Input input => [input],
            Block.Section section => Inputs(section.Body),
            _ => Enumerable.Empty<Block.Input>(),
        });
    }
}

/// <summary>A platform that remembers what stands where, as a chat would show it.</summary>
internal sealed class TestChannel : IChannel
{
    private readonly List<(Sent Sent, Message Message, bool Asked)> posts = [];
    private int count;

    public string Platform => "test";

    public Contact? Contact { get; set; }

    /// <summary>The person who has blocked the bot.</summary>
    public string? Refuses { get; set; }

    /// <summary>The tokens of what was sent, and of what was refused.</summary>
    public List<string> Tokens { get; } = [];

    public List<string> Refused { get; } = [];

    /// <summary>What was sent there without having been asked for, as it looks now.</summary>
    public IReadOnlyList<Message> In(Place place) => [.. posts.Where(post => post.Sent.Place == place && !post.Asked).Select(post => post.Message)];

    /// <summary>Everything that stands there, answers too, as it looks now.</summary>
    public IReadOnlyList<Message> All(Place place) => [.. posts.Where(post => post.Sent.Place == place).Select(post => post.Message)];

    public ValueTask<Place?> PlaceOf(Person person, CancellationToken cancellation = default) => new(new Place("test", person.Id));

    public Sent Post(Place place, Message message) => Add(place, message, asked: true);

    public void Forget(Place place)
    {
        lock (posts)
            posts.RemoveAll(post => post.Sent.Place == place);
    }

    public Task<Sent> Send(Place place, Message message, string token, CancellationToken cancellation = default)
    {
        lock (posts)
        {
            (place.Id == Refuses ? Refused : Tokens).Add(token);
            return place.Id == Refuses ? throw new Undeliverable($"{char.ToUpperInvariant(place.Id[0])}{place.Id[1..]} has blocked the bot.") : Task.FromResult(Add(place, message, asked: false));
        }
    }

    public Task<Sent?> Update(Sent sent, Message message, CancellationToken cancellation = default)
    {
        lock (posts)
        {
            var at = posts.FindIndex(post => post.Sent == sent);

            if (at < 0)
                return Task.FromResult<Sent?>(null);

            posts[at] = posts[at] with { Message = message };
            return Task.FromResult<Sent?>(sent);
        }
    }

    public Task Delete(Sent sent, CancellationToken cancellation = default)
    {
        lock (posts)
            posts.RemoveAll(post => post.Sent == sent);

        return Task.CompletedTask;
    }

    private Sent Add(Place place, Message message, bool asked)
    {
        lock (posts)
        {
            var sent = new Sent(place, $"{++count}");
            posts.Add((sent, message, asked));
            return sent;
        }
    }
}
