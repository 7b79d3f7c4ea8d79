using ChatOps.Conversations;
using ChatOps.People;
using ChatOps.Relaying;

namespace ChatOps.Tests.Relaying;

/// <summary>A platform with channels and threads that remembers what stands where, can be down, and can lose its answers.</summary>
internal sealed class Hall(string platform, bool isOutside = false) : IChannel, IThreads
{
    private readonly List<(Place Place, string MessageId, string Token, Message Message)> posts = [];
    private readonly Dictionary<string, (Place Thread, string Name, List<string> Members, bool IsArchived)> threads = new(StringComparer.Ordinal);

    public string Platform => platform;

    public bool IsOutside => isOutside;

    public bool IsDown { get; set; }

    /// <summary>How many of the next messages arrive without the sender getting to hear of it.</summary>
    public int LosesAnswers { get; set; }

    /// <summary>What happens when the next message stands there, before its sender gets to hear of it.</summary>
    public Func<Task>? Meanwhile { get; set; }

    /// <summary>Takes the same token for another message, as a platform without tokens does.</summary>
    public bool ForgetsTokens { get; init; }

    /// <summary>Somebody has deleted these places.</summary>
    public HashSet<Place> Gone { get; } = [];

    /// <summary>People who have an account here.</summary>
    public HashSet<string> Members { get; } = new(StringComparer.Ordinal);

    public Place Triage => new(platform, "triage") { Kind = PlaceKind.Channel };

    public IReadOnlyList<(string Name, string[] Members, bool IsArchived)> Threads => [.. threads.Values.Select(thread => (thread.Name, thread.Members.ToArray(), thread.IsArchived))];

    public IReadOnlyList<Place> ThreadPlaces => [.. threads.Values.Select(thread => thread.Thread)];

    public IReadOnlyList<Message> All => [.. posts.Select(post => post.Message)];

    public IReadOnlyList<Message> In(Place place) => [.. posts.Where(post => post.Place == place).Select(post => post.Message)];

    /// <summary>What was said there, as somebody reads it: who, what, and the names of files.</summary>
    public string[] Said(Place place) => [.. In(place).Where(message => message.Shown is null).Select(Read)];

    public ValueTask<Place?> PlaceOf(Person person, CancellationToken cancellation = default) => new(Members.Contains(person.Id) ? new Place(platform, person.Id) : null);

    public async Task<Sent> Send(Place place, Message message, string token, CancellationToken cancellation = default)
    {
        Check();

        if (Gone.Contains(place))
            throw new Undeliverable($"{place} is gone.");

        if (ForgetsTokens || posts.FirstOrDefault(post => post.Token == token) is not { MessageId: { } known })
        {
            known = $"m{posts.Count + 1}";
            posts.Add((place, known, token, message));
        }

        if (LosesAnswers > 0)
        {
            LosesAnswers--;
            throw new HttpRequestException("The answer was lost.");
        }

        if (Meanwhile is { } meanwhile)
        {
            Meanwhile = null;
            await meanwhile();
        }

        return new(place, known);
    }

    public Task<Sent?> Update(Sent sent, Message message, CancellationToken cancellation = default)
    {
        Check();
        var at = posts.FindIndex(post => post.MessageId == sent.MessageId);
        posts[at] = posts[at] with { Message = message };
        return Task.FromResult<Sent?>(sent);
    }

    public Task Delete(Sent sent, CancellationToken cancellation = default)
    {
        posts.RemoveAll(post => post.MessageId == sent.MessageId);
        return Task.CompletedTask;
    }

    public ValueTask<IReadOnlyList<NamedPlace>> Find(string typed, CancellationToken cancellation = default) => new((NamedPlace[])[new(Triage, "#triage")]);

    public Task<Place> Open(Place parent, string name, IReadOnlyList<Person> members, string token, CancellationToken cancellation = default)
    {
        Check();

        if (!threads.ContainsKey(token))
            threads[token] = (new Place(platform, $"thread-{threads.Count + 1}") { Kind = PlaceKind.Thread }, name, [.. members.Select(member => member.Id)], false);

        return Task.FromResult(threads[token].Thread);
    }

    public Task Add(Place thread, Person member, CancellationToken cancellation = default) => Change(thread, known =>
    {
        if (!known.Members.Contains(member.Id))
            known.Members.Add(member.Id);

        return known;
    });

    public Task Rename(Place thread, string name, CancellationToken cancellation = default) => Change(thread, known => known with { Name = name });

    public Task Archive(Place thread, CancellationToken cancellation = default) => Change(thread, known => known with { IsArchived = true });

    public Task Reopen(Place thread, CancellationToken cancellation = default) => Change(thread, known => known with { IsArchived = false });

    private static string Read(Message message)
    {
        var body = message.Card?.Body ?? [];
        var files = body.OfType<Cards.Block.Files>().SelectMany(block => block.Items).Select(file => $"[{file.Name}]");
        return string.Join(' ', [(message.Text ?? message.Card?.Title)?.ToString(), .. body.OfType<Cards.Block.Quote>().Select(quote => quote.Words), .. files]);
    }

    private Task Change(Place thread, Func<(Place Thread, string Name, List<string> Members, bool IsArchived), (Place, string, List<string>, bool)> change)
    {
        Check();

        if (threads.FirstOrDefault(pair => pair.Value.Thread == thread) is { Key: { } token })
            threads[token] = change(threads[token]);

        return Task.CompletedTask;
    }

    private void Check()
    {
        if (IsDown)
            throw new HttpRequestException("The platform is down.");
    }
}
