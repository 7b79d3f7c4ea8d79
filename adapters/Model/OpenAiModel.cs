using System.ClientModel;
using System.ClientModel.Primitives;
using ChatOps.Prose;
using Microsoft.Extensions.AI;
using Microsoft.SemanticKernel;
using OpenAI;

namespace ChatOps.Model;

/// <summary>A model behind the chat completions of OpenAI, reached through Semantic Kernel. Nothing of that is loaded before the first question.</summary>
public sealed class OpenAiModel(ModelSettings settings) : IModel, IDisposable
{
    private const string Unreachable = "it cannot be reached";

    private readonly Lazy<Connection> connection = new(() => new(settings));

    public Allowance Allowance => settings.Allowance;

    public async Task<Said> Ask(string instructions, string shown, CancellationToken cancellation)
    {
        try
        {
            return await connection.Value.Ask(instructions, shown, cancellation);
        }
        catch (ClientResultException refused)
        {
            throw new ModelException(refused.Status is 0 ? Unreachable : $"it answers with {refused.Status}", refused);
        }
        catch (Exception broken) when (!cancellation.IsCancellationRequested)
        {
            // What comes from there may be anything, and the library says so in as many ways.
            throw new ModelException("its answer cannot be read", broken);
        }
    }

    public void Dispose()
    {
        if (connection.IsValueCreated)
            connection.Value.Dispose();
    }

    // Apart, so that the libraries are loaded with it.
    private sealed class Connection : IDisposable
    {
        // A server that asks for no key is sent one all the same.
        private const string NoKey = "none";

        private readonly HttpClient http;
        private readonly IChatClient client;
        private readonly ChatOptions options;

        public Connection(ModelSettings settings)
        {
            // Its key goes to the server that was named and to no other. Who is late is late: waiting is the caller's.
            http = new(new Limited { InnerHandler = new SocketsHttpHandler { AllowAutoRedirect = false } }) { Timeout = Timeout.InfiniteTimeSpan };

            var wire = new OpenAIClientOptions
            {
                Endpoint = settings.Endpoint,
                Transport = new HttpClientPipelineTransport(http),
                RetryPolicy = new ClientRetryPolicy(maxRetries: 0),
                NetworkTimeout = Timeout.InfiniteTimeSpan,
            };

            var builder = Kernel.CreateBuilder();
            builder.AddOpenAIChatClient(settings.Name, new OpenAIClient(new ApiKeyCredential(settings.Key ?? NoKey), wire));
            client = builder.Build().GetRequiredService<IChatClient>();

            // It is offered nothing to call, and is not asked again when it calls something all the same.
            client.GetRequiredService<FunctionInvokingChatClient>().TerminateOnUnknownCalls = true;
            options = new() { MaxOutputTokens = settings.Allowance.MostWritten };
        }

        public async Task<Said> Ask(string instructions, string shown, CancellationToken cancellation)
        {
            var answer = await client.GetResponseAsync([new(ChatRole.System, instructions), new(ChatRole.User, shown)], options, cancellation);
            return new(answer.FinishReason == ChatFinishReason.Length ? null : answer.Text, answer.Usage?.InputTokenCount, answer.Usage?.OutputTokenCount);
        }

        public void Dispose()
        {
            client.Dispose();
            http.Dispose();
        }
    }

    /// <summary>Reads so much of an answer and no more.</summary>
    private sealed class Limited : DelegatingHandler
    {
        private const long Most = 256 * 1024;

        protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
        {
            var response = await base.SendAsync(request, cancellationToken);

            try
            {
                await response.Content.LoadIntoBufferAsync(Most, cancellationToken);
                return response;
            }
            catch
            {
                response.Dispose();
                throw;
            }
        }
    }
}
