using ChatOps.Cards;
using ChatOps.Conversations;

namespace ChatOps.Features;

/// <summary>One thing that a new installation settles. The checklist is made of what the features contribute.</summary>
/// <param name="Order">Its place: lower comes first.</param>
/// <param name="Title">One or two words.</param>
public sealed record SetupStep(int Order, Say Title, Func<Turn, ValueTask<SetupState>> Look);

/// <param name="IsSettled">False: nobody has decided, and what is found holds meanwhile.</param>
/// <param name="Found">What holds now.</param>
/// <param name="Next">What settles or changes it, in the imperative.</param>
/// <param name="Do">The button that does; null: it is not done in a chat, and <paramref name="Next"/> says where.</param>
public sealed record SetupState(bool IsSettled, Say Found, Say Next, Choice? Do = null);
