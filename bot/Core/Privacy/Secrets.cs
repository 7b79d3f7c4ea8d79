using System.Buffers;
using System.Text.RegularExpressions;
using ChatOps.Commands;
using ChatOps.Conversations;

namespace ChatOps.Privacy;

/// <summary>What was hidden, in the word that the sender reads.</summary>
public enum Secret
{
    Password,
    PrivateKey,
    AccessToken,
    CardNumber,
}

/// <summary>
/// Hides what nobody should have sent: a password named as such, a private key, an access token of a known form, a
/// payment card number. It happens before a turn begins, so none of it is stored, logged, indexed or passed on.
/// </summary>
public static partial class Secrets
{
    // Each alternative of the pattern below begins with one of these, or with a long run.
    private static readonly SearchValues<string> HintWords = SearchValues.Create(
        ["pass", "pwd", "pw", "kennwort", "losung", "pin", "secret", "geheim", "token", "key", "bearer", "login", "cred", "://", "-----BEGIN", "AKIA", "ASIA", "AIza", "ya29.", "eyJ", "ghp_", "gho_", "ghu_", "ghs_", "ghr_", "glpat-", "xox", "xapp-", "sk-", "sk_", "rk_", "pypi-", "npm_", "dop_", "SG.", "hf_", "shp", ":AA"],
        StringComparison.OrdinalIgnoreCase);

    /// <summary>The text with every secret replaced by what it was, and what was found.</summary>
    public static (string Text, IReadOnlyList<Secret> Found) Hide(string text)
    {
        // Most of what people write holds nothing that could begin a secret.
        if (!MayHold(text))
            return (text, []);

        var found = new List<Secret>();
        text = PrivateKey().Replace(text, _ => Hidden(Secret.PrivateKey, found));
        text = Token().Replace(text, _ => Hidden(Secret.AccessToken, found));
        text = InAddress().Replace(text, match => $"{match.Groups["before"].Value}{Hidden(Secret.Password, found)}@");
        text = NamedToken().Replace(text, match => Replace(match, Secret.AccessToken, found));
        text = Named().Replace(text, match => Passwords.IsValue(match) ? Replace(match, Secret.Password, found) : match.Value);
        text = Digits().Replace(text, match => PaymentCards.IsNumber(match.Value) ? Hidden(Secret.CardNumber, found) : match.Value);
        return (text, found);
    }

    /// <summary>What somebody did, without the secrets in it.</summary>
    internal static (Input Input, IReadOnlyList<Secret> Found) Hide(Input input)
    {
        switch (input)
        {
            case Input.Sentence(var words):
                var (text, inText) = Hide(words);
                return inText is [] ? (input, inText) : (new Input.Sentence(text), inText);
            case Input.Press press:
                var (arguments, found) = Hide(press.Invocation.Arguments);
                return found is [] ? (input, found) : (press with { Invocation = press.Invocation with { Arguments = arguments } }, found);
            default:
                return (input, []);
        }
    }

    private static (Arguments Arguments, IReadOnlyList<Secret> Found) Hide(Arguments arguments)
    {
        var found = new List<Secret>();

        foreach (var (name, values) in arguments)
        {
            if (!values.Any(MayHold))
                continue;

            // The hash that names a staged file is not a secret, however it looks.
            var hidden = values.Select(value => value.StartsWith(FileRef.Prefix, StringComparison.Ordinal) ? (value, []) : Hide(value)).ToArray();

            if (hidden.Any(value => value.Item2 is not []))
                arguments = arguments.With(name, [.. hidden.Select(value => value.Item1)]);

            found.AddRange(hidden.SelectMany(value => value.Item2));
        }

        return (arguments, found);
    }

    // A search for any of some words is many times as fast as the pattern that decides.
    private static bool MayHold(string text) =>
        text.Length >= 8 && (text.AsSpan().ContainsAny(HintWords) || HasLongRun(text)) && Hint().IsMatch(text);

    // Four digits, or the twenty letters and digits that the longest forms begin with.
    private static bool HasLongRun(string text)
    {
        var (digits, signs) = (0, 0);

        foreach (var letter in text)
        {
            (digits, signs) = (char.IsDigit(letter) ? digits + 1 : 0, char.IsAsciiLetterOrDigit(letter) ? signs + 1 : 0);

            if (digits is 4 || signs is 20)
                return true;
        }

        return false;
    }

    private static string Replace(Match match, Secret secret, List<Secret> found)
    {
        var value = match.Groups["value"];
        return match.Value[..(value.Index - match.Index)] + Hidden(secret, found) + match.Value[(value.Index - match.Index + value.Length)..];
    }

    private static string Hidden(Secret secret, List<Secret> found)
    {
        found.Add(secret);
        return $"[{Terms.Label(secret.ToString())} hidden]";
    }

    [GeneratedRegex(@"pass|pwd|pw\b|kennwort|losung|pin\b|secret|geheim|token|key|bearer|login|cred|://|-----BEGIN|AKIA|ASIA|AIza|ya29\.|eyJ|gh[pousr]_|glpat-|xox|xapp-|sk[-_]|rk_|pypi-|npm_|dop_|SG\.|hf_|shp|\d:AA|\d{4}|[MNO][A-Za-z\d]{20}", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex Hint();

    [GeneratedRegex(@"-----BEGIN [A-Z0-9 ]*PRIVATE KEY( BLOCK)?-----.*?(-----END [A-Z0-9 ]*PRIVATE KEY( BLOCK)?-----|$)", RegexOptions.Singleline | RegexOptions.ExplicitCapture)]
    private static partial Regex PrivateKey();

    // The forms that the issuers publish: AWS, Google, GitHub, GitLab, Slack, Stripe, OpenAI and Anthropic, npm, PyPI,
    // DigitalOcean, SendGrid, Hugging Face, Shopify, Telegram, Discord, and JSON web tokens.
    [GeneratedRegex(
        @"\b(?:(?:AKIA|ASIA)[0-9A-Z]{16}"
        + @"|AIza[0-9A-Za-z_-]{35}|ya29\.[0-9A-Za-z_-]{20,}"
        + @"|gh[pousr]_[0-9A-Za-z]{36,}|github_pat_[0-9A-Za-z_]{22,}|glpat-[0-9A-Za-z_-]{20,}"
        + @"|xox[abeoprs]-[0-9A-Za-z-]{10,}|xapp-\d-[0-9A-Za-z-]{20,}"
        + @"|[sr]k_(?:live|test)_[0-9A-Za-z]{16,}|sk-(?:[A-Za-z]+-)*[0-9A-Za-z_]{20,}[0-9A-Za-z_-]*"
        + @"|npm_[0-9A-Za-z]{36}|pypi-[0-9A-Za-z_-]{40,}|dop_v1_[0-9a-f]{64}|SG\.[0-9A-Za-z_-]{16,}\.[0-9A-Za-z_-]{16,}|hf_[0-9A-Za-z]{30,}|shp(?:at|ca|pa|ss)_[0-9a-fA-F]{32}"
        + @"|\d{8,10}:AA[0-9A-Za-z_-]{33}|[MNO][A-Za-z\d]{22,27}\.[0-9A-Za-z_-]{6}\.[0-9A-Za-z_-]{27,}"
        + @"|eyJ[0-9A-Za-z_-]{8,}\.eyJ[0-9A-Za-z_-]{8,}\.[0-9A-Za-z_-]*)",
        RegexOptions.CultureInvariant)]
    private static partial Regex Token();

    [GeneratedRegex(@"(?<before>\b[a-z][a-z0-9+.-]*://[^\s/:@]{1,64}:)(?<value>[^\s/@]{3,})@", RegexOptions.IgnoreCase | RegexOptions.ExplicitCapture | RegexOptions.CultureInvariant)]
    private static partial Regex InAddress();

    [GeneratedRegex(
        @"(\bbearer\s+|\b(api|access|account|auth|client|aws|shared|secret)[ _-]?(secret[ _-]?)?(access[ _-]?)?(key|token|secret)\b\s*(is|ist|lautet|[:=])\s*[""'`]?)(?<value>[0-9A-Za-z_+/=.~-]{16,})",
        RegexOptions.IgnoreCase | RegexOptions.ExplicitCapture | RegexOptions.CultureInvariant)]
    private static partial Regex NamedToken();

    [GeneratedRegex(
        @"(?<name>\b(pass\s?words?|pass\s?phrase|pass\s?code|passwd|passwort|kennwort|kennwörter|pwd|pw|pin|pin[ -]?code|login)\b)(?<between>[^\S\n]*(?<mark>[:=]+|->)[^\S\n]*|(\s+\p{L}[\p{L}']*){0,4}?\s+(?<word>is|was|to|ist|war|lautet|auf|now|jetzt|are)(\s*:)?\s+)[""'`«„“]?(?<value>[^\s""'`»“]{3,}?)(?=[""'`»“]|[.,;!?)]*(\s|$))",
        RegexOptions.IgnoreCase | RegexOptions.ExplicitCapture | RegexOptions.CultureInvariant)]
    private static partial Regex Named();

    [GeneratedRegex(@"(?<![\w.-])\d(?:[ -]?\d){12,18}(?![\w-]|\.\d)", RegexOptions.CultureInvariant)]
    private static partial Regex Digits();
}
