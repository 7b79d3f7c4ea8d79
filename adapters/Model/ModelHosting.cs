using ChatOps.Prose;
using Microsoft.Extensions.DependencyInjection;

namespace ChatOps.Model;

public static class ModelHosting
{
    public static IServiceCollection AddModel(this IServiceCollection services, ModelSettings settings) =>
        services.AddSingleton<IModel>(_ => new OpenAiModel(settings));
}
