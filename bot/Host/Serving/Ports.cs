using System.Net;
using System.Net.Sockets;
using ChatOps.Cards;

namespace ChatOps.Host.Serving;

/// <summary>Looks whether the addresses to listen at can be had, before anything has started that would have to be stopped again.</summary>
internal static class Ports
{
    /// <exception cref="Trouble">One of them is taken, or is not of this machine.</exception>
    public static void Check(IEnumerable<Uri> urls)
    {
        foreach (var url in urls)
        {
            foreach (var address in AddressesOf(url))
                Check(url, address);
        }
    }

    private static IEnumerable<IPAddress> AddressesOf(Uri url) =>
        IPAddress.TryParse(url.Host.Trim('[', ']'), out var address) ? [address]
        : url.Host is not "localhost" ? [IPAddress.Any]
        : Socket.OSSupportsIPv6 ? [IPAddress.Loopback, IPAddress.IPv6Loopback]
        : [IPAddress.Loopback];

    private static void Check(Uri url, IPAddress address)
    {
        try
        {
            using var socket = new Socket(address.AddressFamily, SocketType.Stream, ProtocolType.Tcp);
            socket.Bind(new IPEndPoint(address, url.Port));
            socket.Listen();
        }
        catch (SocketException e) when (e.SocketErrorCode is SocketError.AddressAlreadyInUse)
        {
            throw new Trouble($"Port {Say.Digits(url.Port)} is in use by another program. Stop that one, or listen elsewhere: --Urls http://localhost:{Say.Digits(url.Port < 65535 ? url.Port + 1 : 3979)}.", e);
        }
        catch (SocketException e) when (e.SocketErrorCode is SocketError.AddressNotAvailable && address.Equals(IPAddress.IPv6Loopback))
        {
            // A machine without IPv6: localhost is its IPv4 address alone.
        }
        catch (SocketException e)
        {
            throw new Trouble($"It is not possible to listen at {url.ToString()} ({e.Message.TrimEnd('.')}). Correct the setting Urls.", e);
        }
    }
}
