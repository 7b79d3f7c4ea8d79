using Microsoft.AspNetCore.Authentication.OpenIdConnect;
using Microsoft.IdentityModel.JsonWebTokens;
using Microsoft.IdentityModel.Protocols;
using Microsoft.IdentityModel.Protocols.OpenIdConnect;
using Microsoft.IdentityModel.Tokens;

namespace ChatOps.Web.SigningIn;

/// <summary>
/// Checks ID tokens, also the first one that is signed with a new key: the framework refuses that one and fetches the keys
/// for the next. A token comes from the provider itself, so nobody else can make this ask.
/// </summary>
internal sealed class Tokens(OpenIdConnectOptions options) : JsonWebTokenHandler
{
    public override async Task<TokenValidationResult> ValidateTokenAsync(string token, TokenValidationParameters validationParameters)
    {
        var result = await base.ValidateTokenAsync(token, validationParameters);

        if (result.Exception is not SecurityTokenSignatureKeyNotFoundException)
            return result;

        var present = await OpenIdConnectConfigurationRetriever.GetAsync(options.MetadataAddress, new HttpDocumentRetriever(options.Backchannel) { RequireHttps = options.RequireHttpsMetadata }, CancellationToken.None);
        var anew = validationParameters.Clone();
        (anew.ConfigurationManager, anew.ValidIssuer, anew.IssuerSigningKeys) = (null, present.Issuer, present.SigningKeys);
        return await base.ValidateTokenAsync(token, anew);
    }
}
