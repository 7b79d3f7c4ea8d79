namespace ChatOps.Discord.Drawing;

/// <summary>What Discord takes at the most.</summary>
internal static class Limits
{
    /// <summary>Components of a message, those within others too.</summary>
    public const int Components = 40;

    /// <summary>Characters of all text displays of a message.</summary>
    public const int Text = 4000;

    public const int ButtonsOfRow = 5;
    public const int Options = 25;
    public const int Label = 80;
    public const int OptionText = 100;
    public const int CustomId = 100;
    public const int Placeholder = 150;
    public const int Files = 10;

    /// <summary>Bytes of a file, where nobody has paid for more.</summary>
    public const long FileSize = 10 * 1024 * 1024;

    /// <summary>Bytes of all files of a message; with its other parts a request may have 25 MiB.</summary>
    public const long FilesSize = 24 * 1024 * 1024;

    /// <summary>Characters of the alternative text of a picture.</summary>
    public const int Alternative = 1024;

    public const int ModalTitle = 45;
    public const int ModalLabel = 45;
    public const int ModalDescription = 100;
    public const int ModalComponents = 5;
    public const int TextInput = 4000;
    public const int FewOptions = 10;

    /// <summary>As it is, or begun and with a sign that there is more.</summary>
    public static string Fit(string text, int most)
    {
        if (text.Length <= most)
            return text;

        var end = char.IsHighSurrogate(text[most - 2]) ? most - 2 : most - 1;
        return text[..end].TrimEnd() + "…";
    }
}
