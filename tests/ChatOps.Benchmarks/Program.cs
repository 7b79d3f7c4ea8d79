using System.Globalization;
using ChatOps.Benchmarks;

if (args is [Http.Serve, var what, var place, var address])
{
    await Http.Be(what, place, address);
    return;
}

if (args is [OtherProcess.Be, var connection, var tickets, var conversations])
{
    await OtherProcess.Run(connection, int.Parse(tickets, CultureInfo.InvariantCulture), int.Parse(conversations, CultureInfo.InvariantCulture));
    return;
}

if (args is [Teams.Serve, var role, var connector, var listens])
{
    await Teams.Be(role, connector, listens);
    return;
}

// make bench ARGS="assets 100000": finding one of so many assets.
if (args is ["assets", var count])
{
    await Assets.Run(int.Parse(count, CultureInfo.InvariantCulture));
    return;
}

// make bench ARGS="fill FOLDER 100000": a data folder with so many tickets, to keep.
if (args is ["fill", var filled, var until])
{
    await Starts.Fill(filled, int.Parse(until, CultureInfo.InvariantCulture));
    return;
}

// make bench ARGS="start FOLDER": what the program needs on such a folder until it answers.
if (args is ["start", var data])
{
    await Starts.Run(data);
    return;
}

// make bench [ARGS="turns http teams clicks discord durable stores scale 1 1000 100000"]: which parts, and the numbers of tickets to measure at.
var sizes = args.Where(argument => char.IsAsciiDigit(argument[0])).Select(number => int.Parse(number, CultureInfo.InvariantCulture)).Order().ToArray();
var parts = args.Where(argument => !char.IsAsciiDigit(argument[0])).ToArray();
var folder = Directory.CreateTempSubdirectory("chatops-bench-").FullName;

try
{
    if (Wants("turns"))
        await Turns.Run(folder);

    if (Wants("http"))
        await Http.Run(folder);

    if (Wants("teams"))
        await Teams.Run();

    if (Wants("clicks"))
        await Teams.Click(folder);

    if (Wants("discord"))
        await Discord.Run(folder);

    if (Wants("durable"))
        await Durable.Run(folder);

    if (Wants("stores"))
        await Stores.Run(folder, sizes is [] ? [1_000, 100_000] : sizes);

    if (Wants("scale"))
        await Scale.Run(folder, sizes is [] ? [1, 1_000, 100_000] : sizes);
}
finally
{
    Directory.Delete(folder, recursive: true);
}

bool Wants(string part) => parts is [] || parts.Contains(part, StringComparer.OrdinalIgnoreCase);
