// Two features of which one knows the other in every way there is: what the architecture test has to find.
namespace ChatOps.Tests.Core.Planted.There
{
    internal sealed record Thing(int Number)
    {
        public static int Count => 1;
    }

    internal enum Colour
    {
        Red,
    }
}

namespace ChatOps.Tests.Core.Planted.Here
{
    internal sealed class InAField
    {
        private readonly Lazy<There.Thing> thing = new();

        public override string ToString() => $"{thing}";
    }

    internal static class InAList
    {
        public static int Count(IEnumerable<There.Thing> things) => things.Count();
    }

    internal static class InABody
    {
        public static int Count() => There.Thing.Count;
    }

    internal static class BehindAnAwait
    {
        public static async Task<string> Text()
        {
            await Task.Yield();
            return new There.Thing(1).ToString();
        }
    }

    internal static class InALambda
    {
        public static Func<object, bool> Is => other => other is There.Thing { Number: 1 };
    }

    internal static class ByItsType
    {
        public static string Name => typeof(There.Thing).Name;
    }

    internal static class AsAnEnum
    {
        public static There.Colour Colour { get; } = There.Colour.Red;
    }
}
