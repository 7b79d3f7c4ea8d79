using ChatOps.Cards;

namespace ChatOps.Host.Doctor;

internal enum Health
{
    Ok,
    Warn,
    Fail,
}

/// <summary>What was looked at, what was found there, and what to do about it.</summary>
internal sealed record Finding(Health Health, Say What, Say Found, Say? Remedy = null);
