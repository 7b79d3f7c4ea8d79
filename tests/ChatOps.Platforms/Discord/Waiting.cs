namespace ChatOps.Platforms.Discord;

/// <summary>Waits for something itself, not for a time; a test that waits in vain fails and says for what.</summary>
internal static class Waiting
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(20);
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(5);

    public static async Task Until(Func<bool> isSo, string what, Func<string> otherwise)
    {
        for (var began = TimeProvider.System.GetTimestamp(); !isSo();)
        {
            if (TimeProvider.System.GetElapsedTime(began) > Patience)
                throw new TimeoutException($"Waited in vain until {what}. {otherwise()}");

            await Task.Delay(Pause);
        }
    }

    public static async Task For(Task task, string what, Func<string> otherwise)
    {
        try
        {
            await task.WaitAsync(Patience);
        }
        catch (TimeoutException e)
        {
            throw new TimeoutException($"Waited in vain until {what}. {otherwise()}", e);
        }
    }
}
